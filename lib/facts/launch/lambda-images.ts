import type { Facts, LaunchCommand, PythonModule } from '../facts'
import { folderOf } from '../paths'
import type { FunctionFiles } from './sources/functions'

const ADAPTERS =
  /^(?:mangum\.Mangum|awsgi\.response|serverless_wsgi\.handle_request|a2wsgi\.\w+|apig_wsgi\.make_lambda_handler|chalice\.Chalice)$|\.resolve$/
/** Keys of an event that a request makes: `event["httpMethod"]`. */
const REQUEST =
  /^[^#\n]{0,300}(?:\[|\.get\()["'](?:httpMethod|queryStringParameters|pathParameters|rawPath|rawQueryString)["']/m

/** Images of AWS Lambda whose handler is found, and comes by no route: they work on events and serve nothing. */
export function withEventImages(
  commands: readonly LaunchCommand[],
  functions: FunctionFiles,
  { python: { modules }, files }: Pick<Facts, 'python' | 'files'>,
): readonly LaunchCommand[] {
  if (!commands.some(({ program }) => program === 'awslambdaric')) return commands
  const byPath = new Map(modules.map((module) => [module.path, module]))
  return commands.map((command) => {
    const handler = command.program === 'awslambdaric' ? command.words.at(-1) : undefined
    const entry = handler ? functions.find(handler, [folderOf(command.evidence.path)]) : null
    if (entry === null || servesHttp(entry, byPath) || REQUEST.test(files.text(entry) ?? '')) return command
    return { ...command, process: 'worker', server: null, entry }
  })
}

/** A module that it reaches registers routes, or hands the event to an application. */
function servesHttp(entry: string, modules: ReadonlyMap<string, PythonModule>): boolean {
  const seen = new Set([entry])
  for (const path of seen) {
    const module = modules.get(path)
    if (!module) continue
    const { routes, calls } = module.record
    if (routes.length > 0 || calls.some(({ callee }) => ADAPTERS.test(callee))) return true
    for (const target of module.imports) seen.add(target)
  }
  return false
}
