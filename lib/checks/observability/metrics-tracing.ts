import { defineCheck, fail, notApplicable, type Outcome, partial, pass, unknown } from '../check'
import { plural } from '../wording'
import { byHand } from './metrics-tracing.part.by-hand'
import { metricsFix } from './metrics-tracing.part.fix'
import { switchedOn } from './metrics-tracing.part.platform'
import { importedOnly, inCode, inShared, inStartCommands } from './metrics-tracing.part.signs'

export default defineCheck({
  id: 'metrics-tracing',
  category: 'observability',
  title: 'The running program emits metrics or traces',
  weight: 2,
  why: 'Without numbers from the running program, nobody sees errors and slowness grow before the users do, nor what a change did to them.',
  needs: ['kind', 'python', 'routes', 'launch', 'files'],
  detect({ kind, python, routes, launch, files }): Outcome {
    if (kind.kind !== 'web-service' && kind.kind !== 'worker')
      return notApplicable('It does not run as a service or worker.')
    const signs = [
      ...inStartCommands(launch),
      ...inCode(python.application, routes),
      ...inShared(python),
      ...switchedOn({ files, launch, python }),
      ...byHand(python.application, routes, launch),
    ]
    const emitting = signs.filter(({ strength }) => strength === 'emits')
    const evidence = [...emitting, ...signs.filter(({ strength }) => strength !== 'emits')]
      .map((sign) => sign.evidence)
      .slice(0, 10)
    if (emitting[0]) return pass(setUp(emitting.map(({ name }) => name)), evidence)
    if (python.unparsedShare > 0.1)
      return unknown(
        `${Math.round(python.unparsedShare * 100)} % of the code could not be parsed, and nothing in the rest emits metrics.`,
      )
    const imported = importedOnly(python)
    const onlyByHand = signs.every(({ strength }) => strength === 'hand-made')
    if (imported[0] && onlyByHand)
      return partial(
        `${imported[0].name} is imported, but nothing is seen to set it up.`,
        [...imported.map((sign) => sign.evidence), ...evidence].slice(0, 10),
      )
    if (signs[0]) return partial(signs[0].short, evidence)
    return fail('Nothing emits metrics or traces, and no errors are tracked.', [
      {
        path: '',
        note: `Looked for Prometheus, OpenTelemetry, statsd, Datadog, New Relic, Elastic APM, Sentry and their kin in ${plural(python.application.length, 'module')} and ${plural(launch.commands.length, 'start command')}.`,
      },
    ])
  },
  fix: metricsFix,
})

function setUp(names: readonly string[]): string {
  const few = [...new Set(names)].slice(0, 3)
  return few.length < 2 ? `${few[0]} is set up.` : `${few.slice(0, -1).join(', ')} and ${few.at(-1)} are set up.`
}
