import { spawn } from 'node:child_process'

export interface Measured {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
  /** Of processor, with all threads; null when the process was ended from outside. */
  readonly cpuSeconds: number | null
  readonly peakMegabytes: number | null
}

const HEAP_MB = 1024
const MOST_OUTPUT = 64 * 1024 * 1024
/** Written by the process itself at its end: its peak resident memory in KiB and its microseconds of processor. */
const TELL =
  "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>{const u=process.resourceUsage();writeSync(3,u.maxRSS+' '+(u.userCPUTime+u.systemCPUTime))})"

/** Runs a Node program with a small heap, ends it after `timeoutMs`, and tells what it took. */
export async function runMeasured(args: readonly string[], timeoutMs: number): Promise<Measured> {
  const started = performance.now()
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, `--import=${TELL}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, out, error, told] = child.stdio
  const texts = [out, error, told].map((stream) => {
    const chunks: Buffer[] = []
    let bytes = 0
    stream?.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= MOST_OUTPUT) chunks.push(chunk)
    })
    return () => Buffer.concat(chunks).toString('utf8')
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (...ended) => resolve(ended))
  })
  clearTimeout(timer)
  const [stdout = '', stderr = '', usage = ''] = texts.map((text) => text())
  const [kib, micros] = usage.split(' ').map(Number)
  return {
    code,
    signal,
    stdout,
    stderr,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: micros ? micros / 1e6 : null,
    peakMegabytes: kib ? kib / 1024 : null,
  }
}
