import type { Evidence, Facts } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { percent, plural } from '../wording'
import { commandInputs, startArguments } from './input-validation.part.arguments'
import { validationFix } from './input-validation.part.fix'
import { type Input, validatedShare } from './input-validation.part.input'
import { decodedMessages, messageInputs, workerInputs } from './input-validation.part.messages'
import { parsedInputs } from './input-validation.part.parsed'
import { offeredModels, protocolInputs } from './input-validation.part.protocols'
import { Schemas } from './input-validation.part.schemas'
import { serviceInputs, strayReaders } from './input-validation.part.service'
import { widgetInputs } from './input-validation.part.widgets'

export default defineCheck({
  id: 'input-validation',
  category: 'robustness',
  title: 'Outside input is validated by a schema or typed parser',
  weight: 3,
  why: 'Whatever crosses the boundary unchecked fails deep inside, where it looks like a bug of ours, or it is stored and fails for ever. A schema refuses it at the door with a clear answer.',
  needs: ['python', 'routes', 'kind', 'dependencies'],
  detect({ python, routes, kind, dependencies }) {
    if (kind.kind === 'none') return notApplicable('There is practically no application code.')
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    if (kind.kind === 'scripts') return notApplicable('It is not asked of loose scripts.')
    const service = kind.kind === 'web-service'
    const inputs = inputsOf({ python, routes, kind, dependencies })
    const parses = kind.kind === 'library' || kind.kind === 'notebook'
    if (parses && inputs.length === 0)
      return notApplicable('It parses no outside data itself; its callers give it values.')
    if (inputs.length === 0) {
      if (service && routes.routes.length > 0)
        return notApplicable(
          `${plural(routes.routes.length, 'route')} ${routes.routes.length === 1 ? 'takes no input beyond its' : 'take no input beyond their'} path.`,
        )
      if (service) return unknown('It is a web service, but its routes could not be read.')
      return notApplicable('No message, request or command-line argument enters it.')
    }
    const of = (...validated: Input['validated'][]) => inputs.filter((input) => validated.includes(input.validated))
    const [schema, loose, byHand, raw] = [of('schema'), of('loose'), of('by-hand'), of('no')]
    const share = validatedShare(inputs)
    const free = loose.length > 0 ? `, ${loose.length} but for free fields` : ''
    const counts = `${schema.length + loose.length} of ${plural(inputs.length, 'input')} validated by a schema or typed parser${free}`
    const evidence = [
      ...raw.slice(0, 6).map(evidenceOf),
      ...loose.slice(0, 3).map(evidenceOf),
      ...byHand.slice(0, 3).map(evidenceOf),
      ...schema.slice(0, 4).map(evidenceOf),
    ]
    if (share >= 0.9)
      return pass(`${counts}.`, [...schema.slice(0, 5), ...loose.slice(0, 3), ...raw.slice(0, 3)].map(evidenceOf))
    if (share >= 0.1) {
      const rest = [
        ...(raw.length > 0 ? [`${plural(raw.length, 'input')} used raw`] : []),
        ...(raw.length === 0 && byHand.length > 0 ? ['the rest is checked by hand'] : []),
      ]
      return partial(`${[counts, ...rest].join('; ')}.`, evidence)
    }
    if (byHand.length >= inputs.length / 2)
      return partial(`${counts}; ${byHand.length} are checked by hand only.`, evidence)
    return fail(`${counts}; ${plural(raw.length, 'input')} used raw.`, evidence)
  },
  fix(facts) {
    const inputs = facts.kind.kind === 'worker' ? inputsOf(facts) : []
    return validationFix(facts, inputs.find(({ validated }) => validated === 'no') ?? null)
  },
})

/** Where outside data enters, by the kind of repository. */
function inputsOf({
  python,
  routes,
  kind,
  dependencies,
}: Pick<Facts, 'python' | 'routes' | 'kind' | 'dependencies'>): readonly Input[] {
  const schemas = new Schemas(python)
  if (kind.kind === 'web-service') {
    const served = [
      ...serviceInputs({ python, routes }, schemas),
      ...widgetInputs({ python }, schemas),
      ...protocolInputs({ python }, schemas),
    ]
    // One without a route of its own is given its work by a queue.
    if (served.length === 0 && routes.routes.length === 0) return workerInputs({ python }, schemas)
    return [...served, ...messageInputs({ python }, schemas)]
  }
  if (kind.kind === 'worker') {
    const served = routes.routes.length > 0 ? serviceInputs({ python, routes }, schemas) : []
    const given = [...workerInputs({ python }, schemas), ...served, ...protocolInputs({ python }, schemas)]
    return given.length === 0 ? given : [...given, ...startArguments({ python }, schemas)]
  }
  if (kind.kind === 'cli') return commandInputs({ python }, schemas)
  const read = [
    ...strayReaders(python.application, new Set(), schemas),
    ...parsedInputs({ python }, schemas),
    ...offeredModels({ python }),
    ...decodedMessages({ python }),
  ]
  // Notebooks that take outside data take it by the arguments of their scripts as well, a library by the command that it installs.
  const hasCommand = kind.kind === 'notebook' ? read.length > 0 : dependencies.scripts.length > 0
  return hasCommand ? [...read, ...commandInputs({ python }, schemas)] : read
}

function evidenceOf({ path, line, what, validated }: Input): Evidence {
  const words = {
    schema: 'validated',
    loose: 'the rest of it is typed',
    'by-hand': 'checked by hand',
    no: 'nothing validates it',
  }
  return { path, line, note: `${what}: ${words[validated]}.` }
}
