"""N threads create a file each: 32 inodes and 26 blocks, each with a lock of its
own. Up to thirteen threads no two of them want the same block."""

import threading

N = 14
INODES = 32
BLOCKS = 26

inode = [0] * INODES
busy = [False] * BLOCKS
inode_locks = [threading.Lock() for _ in range(INODES)]
block_locks = [threading.Lock() for _ in range(BLOCKS)]


def create(tid):
    i = tid % INODES
    with inode_locks[i]:
        if inode[i] == 0:
            b = i * 2 % BLOCKS
            while True:
                with block_locks[b]:
                    if not busy[b]:
                        busy[b] = True
                        inode[i] = b + 1
                        break
                b = (b + 1) % BLOCKS


threads = [threading.Thread(target=create, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
