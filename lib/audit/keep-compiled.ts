import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { pythonSources } from '@/lib/facts/python-sources'
import { type CompiledParsers, PARSER_FILES } from '@/lib/python/compiled'
import { createPythonEngine } from '@/lib/python/engine'
import { readDirectory } from '@/lib/snapshot/directory'
import { optimiseLate, USUAL } from './compile-once'
import { compiledFile, sealOf } from './compiled-parsers'
import { inThreadRecords } from './in-thread'
import { readNative } from './read-native'
import { bytecodeFile, readBundled } from './run-bundled'
import { writeSealed } from './sealed-file'
import type { ThreadReply, ThreadRequest, ThreadTask } from './thread-messages'

/*
 * The set-up runs `keep-compiled.js parsers|cli|audit-thread FOLDER...` once the bundles are there: it audits the folders
 * and leaves what V8 compiled for that beside the bundles, for all audits to come. What these don't call is compiled when
 * it is called.
 */

/** V8's own, with which the command line begins. This process, which only writes a file any more, may have them back. */
const OWN_FLAGS = ['--wasm-tier-up', '--wasm-dynamic-tiering', '--regexp-peephole-optimization', USUAL]

const [what = '', ...folders] = process.argv.slice(2)
const here = new URL('.', import.meta.url)

if (what === 'parsers') await keepParsers()
else await keepBytecode(new URL(`${what}-code.cjs`, here))

async function keepParsers(): Promise<void> {
  // The optimising compiler takes seconds, and its code half the time of what is compiled when it is called.
  setFlagsFromString('--no-liftoff')
  const { resolve } = createRequire(here)
  const parsers = Object.entries(PARSER_FILES).map(([name, wasm]) => {
    const source = readFileSync(resolve(wasm))
    return { name, source, module: new WebAssembly.Module(source) }
  })
  const compiled: CompiledParsers = Object.fromEntries(parsers.map(({ name, module }) => [name, module]))
  const analyse = inThreadRecords(await createPythonEngine(compiled))
  for (const folder of folders) await analyse(pythonSources(await readDirectory(folder)))
  // Kept for those flags with which it is read.
  setFlagsFromString('--liftoff')
  optimiseLate()
  const serialise = readNative<(module: WebAssembly.Module) => ArrayBuffer>(
    'module',
    'return %SerializeWasmModule(module)',
  )
  if (!serialise) throw new Error('This V8 does not hand out what it compiled')
  for (const { name, source, module } of parsers) {
    writeSealed(fileURLToPath(compiledFile(here, name)), new Uint8Array(serialise(module)), sealOf(name, source))
  }
}

type Run = (modules: NodeJS.Require) => unknown

async function keepBytecode(url: URL): Promise<void> {
  const isThread = what === 'audit-thread'
  if (isThread) optimiseLate()
  const { script, file, text } = readBundled(url)
  const wrapped = script.runInThisContext()
  const run: Run = (modules) => wrapped({}, modules, { exports: {} }, file, dirname(file), url.href)
  await (isThread ? runThread(run) : runCommands(run))
  // Kept for those flags with which it is read.
  setFlagsFromString('--flush-bytecode')
  if (isThread) optimiseLate()
  else for (const flag of OWN_FLAGS) setFlagsFromString(flag)
  writeSealed(bytecodeFile(file), script.createCachedData(), [text])
}

/** The command line, with each form of report; what depends on the code is the threads'. */
async function runCommands(run: Run): Promise<void> {
  process.stdout.write = () => true
  for (const folder of folders.slice(0, 2)) {
    for (const options of [['--json'], ['--sarif', `${folder}.sarif`, '--markdown', `${folder}.md`]]) {
      process.argv = [...process.argv.slice(0, 2), 'audit', folder, ...options]
      run(createRequire(here))
      await once(process, 'beforeExit')
    }
  }
}

/** The thread in this process, with a port that leads to nobody. */
async function runThread(run: Run): Promise<void> {
  let listener: ((request: ThreadRequest) => void) | undefined
  let answered: (reply: ThreadReply) => void = () => undefined
  const parentPort = {
    on: (_: string, given: typeof listener) => {
      listener = given
    },
    postMessage: (reply: ThreadReply) => answered(reply),
  }
  const require = createRequire(here)
  const port = (name: string) => (name === 'node:worker_threads' ? { parentPort } : require(name))
  run(Object.assign(port, require))
  const ask = async (task: ThreadTask) => {
    const reply = await new Promise<ThreadReply>((resolve) => {
      answered = resolve
      listener?.({ id: 1, task })
    })
    if ('error' in reply) throw new Error(reply.error)
    return reply.answer
  }
  // It takes the parsers under the flags for which they are kept.
  await ask({ kind: 'analyse', files: [] })
  setFlagsFromString('--no-flush-bytecode')
  for (const folder of folders) {
    const snapshot = await readDirectory(folder)
    const answer = await ask({ kind: 'analyse', files: [...snapshot.files.values()] })
    if (answer.kind !== 'analyse') continue
    const records = new Map(answer.records)
    await ask({ kind: 'judge', snapshot, records, checkTimeoutMs: 60_000, leftOut: [] })
  }
}
