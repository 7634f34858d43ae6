import type { FunctionRecord } from '@/lib/python/record'
import type { Evidence, Facts, PythonModule } from '../../facts'
import type { Launcher } from '../expand'
import { SKIPPED } from './skipped'

const MAX_HANDLERS = 60

/** Functions that the AWS CDK deploys: beside `cdk.json`, the handlers of events in the code. */
export function readCdk({ files, python }: Pick<Facts, 'files' | 'python'>, launcher: Launcher): readonly Evidence[] {
  const settings = files.all.find(({ path, role }) => /(?:^|\/)cdk\.json$/.test(path) && !SKIPPED.includes(role))
  if (!settings || !/"app"\s*:/.test(files.text(settings.path)?.slice(0, 100_000) ?? '')) return []
  const known = new Set(
    launcher.commands.flatMap(({ source, entry }) => (source === 'serverless' ? (entry ?? []) : [])),
  )
  for (const module of python.application.slice(0, 2_000)) {
    if (known.has(module.path)) continue
    const handler = module.record.functions.find(handlesEvents)
    if (!handler || launcher.commands.filter(({ source }) => source === 'serverless').length >= MAX_HANDLERS) continue
    const web = servesHttp(module, handler)
    launcher.commands.push({
      process: web ? 'web' : 'worker',
      words: [handler.name],
      program: 'serverless',
      entry: module.path,
      server: web ? 'production' : null,
      debug: false,
      source: 'serverless',
      development: false,
      evidence: { path: module.path, line: handler.line, note: `AWS starts the handler ${handler.name}.` },
    })
  }
  return [{ path: settings.path, note: 'AWS CDK application.' }]
}

/** `def lambda_handler(event, context)`. */
function handlesEvents({ parameters, nested, method }: FunctionRecord): boolean {
  const [event, context] = parameters.map(({ name }) => name)
  return (
    !nested &&
    !method &&
    parameters.length === 2 &&
    /event/.test(event ?? '') &&
    /^_?(?:context|ctx)$/.test(context ?? '')
  )
}

/** Its module registers routes, or it hands the event to an application. */
function servesHttp({ record }: PythonModule, handler: FunctionRecord): boolean {
  return (
    record.routes.length > 0 ||
    record.calls.some(
      ({ callee, scope }) =>
        scope === handler.qualifiedName &&
        /\.resolve$|^(?:awsgi\.response|serverless_wsgi\.handle_request)$/.test(callee),
    )
  )
}
