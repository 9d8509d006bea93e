import { setFlagsFromString } from 'node:v8'

/**
 * For a command that reads one log and exits. Loading a pack leaves garbage of several times its size behind, so V8
 * collects before the heap grows instead of after, and the Maglev compiler is off. V8 reads these flags whenever it
 * decides, so they apply from the next decision on, in all threads. Takes 10 % more time.
 */
export function preferSmallMemory(): void {
  for (const flag of ['--optimize-for-size', '--semi-space-growth-factor=1', '--no-maglev']) setFlagsFromString(flag)
}

/** V8 reads the first two only when a process starts. */
const SMALL_HEAP = ['--max-semi-space-size=4', '--initial-old-space-size=80', '--heap-growing-percent=15']

/**
 * glibc keeps freed memory: some 50 MB with an arena for each thread, and 100 MB more once it has seen large buffers,
 * because it then stops giving each of them memory of its own. Other allocators ignore these variables.
 */
const SMALL_ALLOCATOR = {
  MALLOC_ARENA_MAX: '2',
  /** In bytes; glibc's first value, which it no longer changes if it is set. */
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

/**
 * For a server: replaces this process with one that runs the same command with a heap that grows in small steps. The
 * process id, the environment and the open output stay the same. By default, the heap of a bot that needs 65 MB grows
 * to 300; with `--optimize-for-size`, collecting garbage stalls the main thread for up to 90 ms
 * (docs/decisions/0026-untrusted-text-in-threads.md). Does nothing in the process that it starts, where a process
 * cannot be replaced (Windows), or where a parent talks to this process over IPC, which the new one could not continue.
 */
export function restartWithSmallHeap(): void {
  const { execArgv, argv, execPath, env } = process
  if (SMALL_HEAP.every((flag) => execArgv.includes(flag))) return
  if (process.platform === 'win32' || process.channel !== undefined) return
  // The operator's own flags and variables come last, so they win.
  process.execve?.(execPath, [execPath, ...SMALL_HEAP, ...execArgv, ...argv.slice(1)], { ...SMALL_ALLOCATOR, ...env })
}
