"""itertools."""
import itertools as it
from itertools import chain, count, groupby, islice

print(list(islice(count(5, 3), 4)), list(islice(it.cycle("ab"), 5)), list(it.repeat("x", 3)))
print(list(chain([1], (2, 3), "a")), list(chain.from_iterable([[1], [2]])), list(chain()))
print(list(islice("abcdef", 2)), list(islice("abcdef", 2, None)), list(islice("abcdef", 0, 6, 2)),
      list(islice("abc", 5)), list(islice("abc", None)), list(islice("abcdef", 1, 4, 2)))
src = iter(range(10))
print(list(islice(src, 2, 5)), next(src))
src = iter(range(10))
print(list(islice(src, 0, 5, 4)), next(src))
for bad in ((-1,), (1, -2), (0, 3, 0), ("a",)):
    try:
        islice("abc", *bad)
    except ValueError as e:
        print(e)
print(list(it.takewhile(lambda n: n < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda n: n < 3, [1, 2, 3, 1])))
print(list(it.filterfalse(None, [0, 1, "", 2])), list(it.filterfalse(lambda n: n % 2, range(5))))
print(list(it.starmap(pow, [(2, 3), (3, 2)])))
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([2, 3, 4], lambda a, b: a * b, initial=1)),
      list(it.accumulate([])), list(it.accumulate([], initial=9)))
print(list(it.compress("abcd", [1, 0, 1])), list(it.pairwise("abcd")), list(it.pairwise("a")))
print(list(it.batched("abcdefg", 3)), list(it.batched([], 2)))
print(list(it.zip_longest("abc", [1], fillvalue="-")), list(it.zip_longest()))
print([(k, list(g)) for k, g in groupby("aabbbac")])
print([(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda n: n % 2)])
groups = groupby("aabb")
k1, g1 = next(groups)
k2, g2 = next(groups)
print(k1, list(g1), k2, next(g2))
groups = groupby("aaabb")
k1, g1 = next(groups)
print(next(g1), [k for k, _ in groups], list(g1))
a, b, c = it.tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c))
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)), list(it.product()), list(it.product("a", [])))
print(list(it.permutations("abc", 2)), list(it.permutations([1, 2, 3])), list(it.permutations("ab", 3)))
print(list(it.combinations("abcd", 2)), list(it.combinations("ab", 0)), list(it.combinations("a", 2)))
print(list(it.combinations_with_replacement("abc", 2)))
ids = count()
print(next(ids), next(ids), list(zip(ids, "ab")), next(ids))
