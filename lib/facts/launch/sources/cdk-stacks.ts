import type { CallRecord, Value } from '@/lib/python/record'
import type { Evidence, Facts, FilesFact } from '../../facts'
import { resolveIn } from '../../paths'
import { foldersAround } from '../../project-folders'
import type { Launcher } from '../expand'
import { addFunction, type FunctionFiles } from './functions'

const FUNCTION = /(?:^|\.)aws_lambda(?:_python(?:_alpha)?)?\.(?:Function|PythonFunction|SingletonFunction)$/
/** They send requests to a function. */
const ASKS = /(?:^|\.)(?:LambdaRestApi|LambdaIntegration|HttpLambdaIntegration|LambdaTarget|add_function_url)$/

/** Functions of AWS Lambda that stacks of the AWS CDK, written in Python, deploy. */
export function readCdkStacks(
  { python: { modules }, files: everything }: Pick<Facts, 'python' | 'files'>,
  files: FilesFact,
  launcher: Launcher,
  functions: FunctionFiles,
): readonly Evidence[] {
  const packagings: Evidence[] = []
  for (const { path: stack, role, record } of modules) {
    if (role !== 'application' && role !== 'tooling') continue
    const asking = record.calls.filter(({ callee }) => ASKS.test(callee))
    for (const call of record.calls) {
      const handler = FUNCTION.test(call.callee) ? handlerOf(call) : null
      const path = handler === null ? null : functions.find(handler, codeFolders(call, stack))
      if (handler === null || path === null || !files.has(path)) continue
      addFunction(launcher, {
        path: stack,
        line: call.line,
        process: isAsked(call, asking, everything.text(stack)) ? 'web' : 'worker',
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
  const handler = text(keywords.handler)
  if (!callee.endsWith('.PythonFunction')) return handler
  return `${(text(keywords.index) ?? 'index.py').replace(/\.py$/, '')}.${handler ?? 'handler'}`
}

/** It is made inside of what asks it, or the variable that holds it is given to that. */
function isAsked(call: CallRecord, asking: readonly CallRecord[], source: string | null): boolean {
  const line = source?.split('\n', call.line)[call.line - 1] ?? ''
  const variable = /^[ \t]*((?:self\.)?\w+)(?:[ \t]*:[^=]{1,100})?[ \t]*=/.exec(line.slice(0, 300))?.[1]
  const isVariable = (value: Value) => value.kind === 'name' && (value.written ?? value.value) === variable
  return asking.some(({ line, endLine, args, keywords, written }) => {
    if (line <= call.line && call.endLine <= endLine) return true
    if (variable === undefined) return false
    return written === `${variable}.add_function_url` || [...args, ...Object.values(keywords)].some(isVariable)
  })
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
