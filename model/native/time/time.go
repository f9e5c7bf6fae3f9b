// Package time stands in for the standard library's time where code is explored
// (package native): an execution has a clock of its own, and timers fire when
// nothing else can run, or at any moment.
package time

import (
	"time"

	"github.com/condcheck/condcheck/model/native"
)

type (
	// Duration is time.Duration.
	Duration = time.Duration
	// Location is time.Location.
	Location = time.Location
	// Month is time.Month.
	Month = time.Month
	// ParseError is time.ParseError.
	ParseError = time.ParseError
	// Time is time.Time.
	Time = time.Time
	// Weekday is time.Weekday.
	Weekday = time.Weekday
)

// The constants of package time.
const (
	Layout      = time.Layout
	ANSIC       = time.ANSIC
	UnixDate    = time.UnixDate
	RubyDate    = time.RubyDate
	RFC822      = time.RFC822
	RFC822Z     = time.RFC822Z
	RFC850      = time.RFC850
	RFC1123     = time.RFC1123
	RFC1123Z    = time.RFC1123Z
	RFC3339     = time.RFC3339
	RFC3339Nano = time.RFC3339Nano
	Kitchen     = time.Kitchen
	Stamp       = time.Stamp
	StampMilli  = time.StampMilli
	StampMicro  = time.StampMicro
	StampNano   = time.StampNano
	DateTime    = time.DateTime
	DateOnly    = time.DateOnly
	TimeOnly    = time.TimeOnly
	Nanosecond  = time.Nanosecond
	Microsecond = time.Microsecond
	Millisecond = time.Millisecond
	Second      = time.Second
	Minute      = time.Minute
	Hour        = time.Hour
	January     = time.January
	February    = time.February
	March       = time.March
	April       = time.April
	May         = time.May
	June        = time.June
	July        = time.July
	August      = time.August
	September   = time.September
	October     = time.October
	November    = time.November
	December    = time.December
	Sunday      = time.Sunday
	Monday      = time.Monday
	Tuesday     = time.Tuesday
	Wednesday   = time.Wednesday
	Thursday    = time.Thursday
	Friday      = time.Friday
	Saturday    = time.Saturday
)

// The functions and variables of package time that have nothing to do with
// waiting.
var (
	Date                   = time.Date
	FixedZone              = time.FixedZone
	LoadLocation           = time.LoadLocation
	LoadLocationFromTZData = time.LoadLocationFromTZData
	Parse                  = time.Parse
	ParseDuration          = time.ParseDuration
	ParseInLocation        = time.ParseInLocation
	Unix                   = time.Unix
	UnixMicro              = time.UnixMicro
	UnixMilli              = time.UnixMilli
	Local                  = time.Local
	UTC                    = time.UTC
)

// Now is time.Now: the time of the execution, which begins on 1 January 2000.
func Now() Time {
	if native.Exploring() {
		return native.Now()
	}
	return time.Now()
}

// Since is time.Since.
func Since(t Time) Duration { return Now().Sub(t) }

// Until is time.Until.
func Until(t Time) Duration { return t.Sub(Now()) }

// Sleep is time.Sleep.
func Sleep(d Duration) { native.Sleep(d) }

// A Timer is a time.Timer.
type Timer struct {
	C <-chan Time

	real  *time.Timer
	alarm *native.Alarm
}

// NewTimer is time.NewTimer.
func NewTimer(d Duration) *Timer {
	if !native.Exploring() {
		t := time.NewTimer(d)
		return &Timer{C: t.C, real: t}
	}
	c := make(chan Time, 1)
	return &Timer{C: c, alarm: native.NewChanAlarm(d, 0, c)}
}

// AfterFunc is time.AfterFunc.
func AfterFunc(d Duration, f func()) *Timer {
	if !native.Exploring() {
		return &Timer{real: time.AfterFunc(d, f)}
	}
	return &Timer{alarm: native.NewAlarm(d, 0, f)}
}

// After is time.After.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// Stop is that of time.Timer.
func (t *Timer) Stop() bool {
	switch {
	case t.real != nil:
		return t.real.Stop()
	case t.alarm == nil:
		panic("time: Stop called on uninitialized Timer")
	}
	return t.alarm.Stop()
}

// Reset is that of time.Timer.
func (t *Timer) Reset(d Duration) bool {
	switch {
	case t.real != nil:
		return t.real.Reset(d)
	case t.alarm == nil:
		panic("time: Reset called on uninitialized Timer")
	}
	return t.alarm.Reset(d, 0)
}

// A Ticker is a time.Ticker.
type Ticker struct {
	C <-chan Time

	real  *time.Ticker
	alarm *native.Alarm
}

// NewTicker is time.NewTicker.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	if !native.Exploring() {
		t := time.NewTicker(d)
		return &Ticker{C: t.C, real: t}
	}
	c := make(chan Time, 1)
	return &Ticker{C: c, alarm: native.NewChanAlarm(d, d, c)}
}

// Tick is time.Tick.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

// Stop is that of time.Ticker.
func (t *Ticker) Stop() {
	switch {
	case t.real != nil:
		t.real.Stop()
	case t.alarm != nil:
		t.alarm.Stop()
	}
}

// Reset is that of time.Ticker.
func (t *Ticker) Reset(d Duration) {
	switch {
	case d <= 0:
		panic("non-positive interval for Ticker.Reset")
	case t.real != nil:
		t.real.Reset(d)
	case t.alarm == nil:
		panic("time: Reset called on uninitialized Ticker")
	default:
		t.alarm.Reset(d, d)
	}
}
