import type { CallRecord, Value } from '@/lib/python/record'
import type { Evidence, Facts, FilesFact, PythonModule } from '../../facts'
import { resolveIn } from '../../paths'
import { perModule } from '../../per-module'
import { foldersAround } from '../../project-folders'
import type { Launcher } from '../expand'
import { addFunction, type FunctionFiles, MAX_FUNCTIONS } from './functions'

const FUNCTION = /(?:^|\.)aws_lambda(?:_python(?:_alpha)?)?\.(?:Function|PythonFunction|SingletonFunction)$/
/** They send requests to a function. */
const ASKS = /(?:^|\.)(?:LambdaRestApi|LambdaIntegration|HttpLambdaIntegration|LambdaTarget|add_function_url)$/

const VARIABLE = /^[ \t]*((?:self\.)?\w+)(?:[ \t]*:[^=]{1,100})?[ \t]*=/

interface Stack {
  readonly deploying: readonly CallRecord[]
  readonly asking: readonly CallRecord[]
}

const stackIn = perModule(
  ({ record }: PythonModule): Stack => ({
    deploying: record.calls.filter(({ callee }) => FUNCTION.test(callee)).slice(0, MAX_FUNCTIONS),
    asking: record.calls.filter(({ callee }) => ASKS.test(callee)),
  }),
)

/** Functions of AWS Lambda that stacks of the AWS CDK, written in Python, deploy. */
export function readCdkStacks(
  { python: { modules }, files: everything }: Pick<Facts, 'python' | 'files'>,
  files: FilesFact,
  launcher: Launcher,
  functions: FunctionFiles,
): readonly Evidence[] {
  const packagings: Evidence[] = []
  let left = MAX_FUNCTIONS
  for (const module of modules) {
    if (module.role !== 'application' && module.role !== 'tooling') continue
    const stack = module.path
    const { deploying, asking } = stackIn(module)
    if (deploying.length === 0) continue
    const asked = askedIn(asking, everything.text(stack))
    for (const call of deploying) {
      if (left-- <= 0) return packagings
      const handler = handlerOf(call)
      const path = handler === null ? null : functions.find(handler, codeFolders(call, stack))
      if (handler === null || path === null || !files.has(path)) continue
      addFunction(launcher, {
        path: stack,
        line: call.line,
        process: asked(call) ? 'web' : 'worker',
        handler: { name: handler, path },
        note: `The AWS CDK deploys ${path} as a function.`,
      })
      if (packagings.length < 3) packagings.push({ path: stack, line: call.line, note: 'AWS Lambda by the AWS CDK.' })
    }
  }
  return packagings
}

/** A `PythonFunction` says its file and function apart, and knows names for both. */
function handlerOf({ callee, keywords }: CallRecord): string | null {
  const { runtime } = keywords
  if (runtime?.kind === 'name' && /\.Runtime\.(?!PYTHON)[A-Z]/.test(runtime.value)) return null
  const handler = text(keywords.handler)
  if (!callee.endsWith('.PythonFunction')) return handler
  return `${(text(keywords.index) ?? 'index.py').replace(/\.py$/, '')}.${handler ?? 'handler'}`
}

/** Tells of a call whether it is made inside of what asks it, or the variable that holds it is given to that. */
function askedIn(asking: readonly CallRecord[], source: string | null): (call: CallRecord) => boolean {
  const lines = source?.split('\n') ?? []
  const given = new Set<string>()
  const ends: number[] = []
  for (const { line, endLine, args, keywords, written } of asking) {
    for (const value of [...args, ...Object.values(keywords)])
      if (value.kind === 'name') given.add(value.written ?? value.value)
    if (written.endsWith('.add_function_url')) given.add(written.slice(0, -'.add_function_url'.length))
    ends[line] = Math.max(ends[line] ?? 0, endLine)
  }
  // How far what begins on a line or before it reaches.
  for (let at = 0; at <= lines.length; at++) ends[at] = Math.max(ends[at] ?? 0, ends[at - 1] ?? 0)
  return ({ line, endLine }) => {
    if ((ends[line] ?? 0) >= endLine) return true
    const variable = VARIABLE.exec((lines[line - 1] ?? '').slice(0, 300))?.[1]
    return variable !== undefined && given.has(variable)
  }
}

/** Folders of the code, from where `cdk` is run: the root, or a folder around the stack. */
function codeFolders({ keywords }: CallRecord, stack: string): readonly string[] {
  const written = [keywords.code, keywords.entry].flatMap((value) => assetFolder(value) ?? [])
  const starts = ['', ...foldersAround(stack)]
  return written.flatMap((folder) => starts.flatMap((start) => resolveIn(start, folder) ?? []))
}

/** `Code.from_asset("functions")`, or the folder as a text. */
function assetFolder(value: Value | undefined): string | null {
  if (value?.kind !== 'call') return text(value)
  return /\.(?:from_asset|AssetCode|asset)$/.test(value.callee) ? text(value.args[0] ?? value.keywords.path) : null
}

function text(value: Value | undefined): string | null {
  return value?.kind === 'string' ? value.value : null
}
