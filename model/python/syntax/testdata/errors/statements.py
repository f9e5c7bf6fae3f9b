if x  # error "syntax got newline, want ':' of 'if'"
    y
while x:
    z = = 1  # error "got '=', want an expression after '='"
    w
for x of y:  # error "got name 'of', want 'in'"
    pass
def f:  # error "got ':', want '\\(' after the name"
    pass
class 1: pass  # error "got number 1, want name of the class"
def g():
x = 1  # error "bad-indent got name 'x', want an indented block for 'def g' of line 11"
---
if x = 3:  # error "got '=', want ':' of 'if' \\(write '==' to compare\\)"
    pass
elif y:
    pass
---
else:  # error "got keyword 'else' without the statement it belongs to"
    pass
x = 1
elif y: pass  # error "keyword 'elif' without"
try:
    pass
x  # error "want 'except' or 'finally'"
---
try: x
else: y  # error "got keyword 'else', want 'except' or 'finally'"
---
try: x
except A: pass
except* B: pass  # error "both 'except' and 'except\\*'"
---
try: x
except*: pass  # error "want the type of exceptions"
---
try: x
except A, B as e: pass  # error "put the types in parentheses"
---
try: x
except A as b.c: pass  # error "got '.', want ':' of 'except'"
---
  x = 1  # error "bad-indent got more indentation than the statement before"
y = = 1  # error "got '='"
---
if x:
    y
  z  # error "bad-indent got an unindent to column 3 that matches no outer indentation"
w = = 1  # error "got '='"
---
if x:
        y
	z  # error "bad-indent got tabs and spaces mixed"
---
print "hello"  # error "python2 got print without parentheses, want a call of the function \\(write print\\(...\\)\\)"
print x, y  # error "python2"
exec "code"  # error "python2"
raise E, "x"  # error "python2 got ',' after the exception"
print >>f, "x"
if x <> y: pass  # error "python2 got '<>'"
def f((a, b)): pass  # error "python2"
---
whle x: pass  # error "got name 'whle' before name 'x', want a statement \\(did you mean 'while'\\?\\)"
fro x import y  # error "did you mean 'for'"
imprt x  # error "did you mean 'import'"
esle: pass  # error "got name 'esle'|got keyword 'pass'"
---
retrun x  # error "did you mean 'return'"
---
import  # error "got newline, want name of a module"
import x as y.z  # error "got '.' after the name after 'as'"
import x,  # error "got newline after ','"
from x import  # error "got newline, want name to import"
from x import y,  # error "put the names in parentheses"
from x import ()  # error "got '\\)', want name to import"
from x import (*)  # error "got '\\*', want name"
from import y  # error "got keyword 'import', want name of a module"
import x from y  # error "write from MODULE import NAME"
from x import y.z  # error "got '.', want newline"
---
x y  # error "got name 'y', want newline"
x = 1 2  # error "got number 2, want newline"
x; ; y  # error "got ';', want a statement"
return return  # error "got keyword 'return'"
x := 1  # error "got ':=' in a statement of its own"
x = y := 1  # error "got ':='"
---
global x.y  # error "got '.', want newline"
global  # error "got newline, want name"
nonlocal 1  # error "got number 1, want name"
assert  # error "got newline, want expression"
assert x, y, z  # error "got ',', want newline"
---
del  # error "got newline, want expression"
del f()  # error "bad-target cannot delete function call"
del *x  # error "cannot delete starred"
del (x, 1)  # error "cannot delete literal"
del x + 1  # error "cannot delete expression"
del not x  # error "got keyword 'not'"
pass x  # error "got name 'x', want newline"
break x  # error "got name 'x', want newline"
with x as 1: pass  # error "cannot assign to literal"
with x as f(): pass  # error "cannot assign to function call"
---
with x  # error "got newline, want ':' of 'with'"
with (open(x) as y, open(z) as w)  # error "got newline, want ':' of 'with'"
with (x as y, z as) : pass  # error "got '\\)', want expression"
with: pass  # error "got ':', want expression"
async x  # error "want 'def', 'for' or 'with'"
async while x: pass  # error "want 'def', 'for' or 'with'"
async class A: pass  # error "want 'def'"
@x
y = 1  # error "want 'def' or 'class' after the decorator"
@x def f(): pass  # error "got keyword 'def', want newline after the decorator"
class A(x for x in y): pass  # error "generator expression as the base"
---
class A pass  # error "got keyword 'pass', want ':' of 'class A'"
class: pass  # error "got ':', want name of the class"
def f) : pass  # error "got '\\)'"
def f() -> : pass  # error "got ':', want expression"
def True(): pass  # error "got keyword 'True', want name of the function"
def f() x: pass  # error "got name 'x', want ':' of 'def f'"
if x: if y: z  # error "got keyword 'if', want a statement"
for x in y z: pass  # error "got name 'z', want ':' of 'for'"
for 1 in x: pass  # error "cannot assign to literal"
---
for x in : pass  # error "got ':', want expression"
for x: pass  # error "got ':', want 'in'"
for (x in y): pass  # error "cannot assign to comparison"
for x() in y: pass  # error "cannot assign to function call"
while: pass  # error "got ':', want expression"
while x := : pass  # error "got ':', want expression"
if x: pass
else if y: pass  # error "write 'elif'"
lambda x y: z  # error "got name 'y', want ':' of 'lambda'"
---
x: int: str  # error "got ':', want newline"
x, y: int  # error "annotation of a tuple"
(x, y): int  # error "annotation of a tuple"
[x]: int  # error "annotation of a list"
f(): int  # error "got ':', want newline"
1: int  # error "got ':', want newline"
x: int += 1  # error "got '\\+=', want newline"
x: *y  # error "starred expression where it has no meaning"
x: yield  # error "got keyword 'yield', want expression"
x: a = b = c  # error "got '=', want newline"
---
x += y += 1  # error "got '\\+=', want newline"
x, y += 1  # error "got tuple before '\\+=', want a single target"
[x] += 1  # error "got list before"
f() += 1  # error "got function call"
x + y += 1  # error "got expression"
"a" += 1  # error "got literal"
x +  # error "got newline, want expression"
x = y +  # error "got newline, want expression"
x = * y *  # error "got newline, want expression"
x = yield = 1  # error "cannot assign to yield expression"
---
type X  # error "got newline, want '='"
type X = yield  # error "got keyword 'yield', want expression"
---
type X[T  # error "bad-bracket '\\[' was never closed"
---
def f(: pass  # error "bad-bracket '\\(' was never closed"
---
type X[] = int  # error "got '\\]', want a type parameter"
type X[*T: int] = int  # error "bound for a type parameter"
type X[1] = int  # error "want name of a type parameter"
type X[T=] = int  # error "got '\\]', want expression"
def f[](): pass  # error "want a type parameter"
class A[T](): x y  # error "got name 'y', want newline"
