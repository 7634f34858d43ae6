import { START_COMMAND } from '@/lib/facts/environment/start-reads'
import type { EnvironmentFact, Evidence, Facts } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, type Outcome, partial, pass, unknown } from '../check'
import { listing, percent, plural } from '../wording'
import {
  isModel,
  isScattered,
  needsEnvironment,
  undocumentedNames,
  variableNames,
} from './environment-config.part.reads'

/** So many options of a command are how a service is set up, not what one run is asked. */
const MANY_OPTIONS = 4

/** Named options of a service's own command line. */
function options(modules: Facts['python']['application']): Evidence[] {
  return modules.flatMap(({ path, record }) =>
    record.calls
      .filter(({ callee, args }) => {
        const [first] = args
        const named = first?.kind === 'string' && first.value.startsWith('-')
        return named && /(?:\.add_argument|^click\.option|^tornado\.options\.define)$/.test(callee)
      })
      .map(({ line }) => ({ path, line, note: 'An option of the command.' })),
  )
}

export default defineCheck({
  id: 'environment-config',
  category: 'configuration',
  title: 'Configuration comes from the environment',
  weight: 3,
  why: 'What differs between a laptop and production must not be in the code: otherwise each deployment is an edit, and one day the wrong database is written to.',
  needs: ['environment', 'python', 'kind'],
  detect({ environment, python, kind }) {
    if (kind.kind === 'none') return notApplicable('There is practically no application code.')
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    const { reads, hardCoded, settingsLayers } = environment
    const runs = kind.kind === 'web-service' || kind.kind === 'worker'
    if (!runs && hardCoded.length === 0 && !needsEnvironment(environment))
      return notApplicable('It needs no host, credential or path of an environment.')
    const isFromFile = environment.files.loads.length > 0 && environment.files.documented !== null
    const given = runs && hardCoded.length === 0 && !isFromFile ? options(python.application) : []
    if (reads.length === 0 && settingsLayers.length === 0 && given.length >= MANY_OPTIONS)
      return partial(
        `${given.length} settings are given as arguments of its command, and none comes from the environment.`,
        given.slice(0, 6),
      )
    if (reads.length === 0 && settingsLayers.length === 0)
      return withoutReads(environment, runs, python.application.length)
    const names = variableNames(reads)
    const places = [...new Set(reads.map(({ path }) => path))]
    const undocumented = undocumentedNames(environment)
    const model = isModel(environment)
    const documented = model || names.length === 0 || undocumented.length <= names.length / 2
    const counts =
      names.length === 0
        ? 'Settings are read from the environment'
        : `${plural(names.length, 'variable')} read in ${plural(places.length, 'module')}`
    const evidence: Evidence[] = [
      ...settingsLayers.slice(0, 2),
      ...reads.slice(0, 4).map(readEvidence),
      ...environment.documented
        .slice(0, 3)
        .map(({ name, path, line }) => ({ path, line, note: `${name} is documented.` })),
    ]
    const faults = [
      ...(hardCoded.length > 0
        ? [
            `${plural(hardCoded.length, 'value')} of the same sort ${hardCoded.length === 1 ? 'stands' : 'stand'} in the code`,
          ]
        : []),
      ...(documented
        ? []
        : [`${listing(undocumented, 3)} ${undocumented.length === 1 ? 'is' : 'are'} documented nowhere`]),
      ...(isScattered(reads, python.application.length) ? ['the reads are scattered'] : []),
      ...(reads.length > 0 && reads.every(({ unused }) => unused) ? ['nothing uses what is read'] : []),
      ...(reads.some(({ via }) => via === START_COMMAND) ? ['only the start command reads it, not the code'] : []),
    ]
    if (faults.length === 0)
      return pass(`${counts}, ${model ? 'through a settings model' : 'and documented'}.`, evidence)
    return partial(
      `${counts}, but ${listing(faults)}.`,
      [...hardCoded.slice(0, 5).map(hardCodedEvidence), ...evidence].slice(0, 12),
    )
  },
  fix({ environment }) {
    const names = [...new Set(environment.reads.flatMap(({ name }) => (name ? [name] : [])))].slice(0, 6)
    if (environment.reads.length > 0 && environment.hardCoded.length === 0) {
      return {
        summary:
          'Read the environment in one settings module with types, and commit an example file that names each variable.',
        snippet: {
          path: '.env.example',
          language: 'text',
          code: names.map((name) => `# what it is for\n${name}=\n`).join(''),
        },
      }
    }
    return {
      summary:
        'Move what differs between environments into one settings class; give nothing secret a default, and fail at start when it is missing.',
      snippet: {
        path: 'settings.py',
        language: 'python',
        code: 'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    database_url: str\n    debug: bool = False\n\n\nsettings = Settings()\n',
      },
    }
  },
})

function readEvidence({ name, path, line, via }: EnvironmentFact['reads'][number]): Evidence {
  const what = name ?? 'a computed name'
  if (via === 'airflow.Connection') return { path, line, note: `Takes the connection ${what} from Airflow.` }
  if (via === 'airflow.Variable') return { path, line, note: `Takes the variable ${what} from the workflow platform.` }
  return { path, line, note: `Reads ${what} from the environment.` }
}

function hardCodedEvidence({ what, path, line }: EnvironmentFact['hardCoded'][number]): Evidence {
  return { path, line, note: `In the code: ${what}.` }
}

function withoutReads({ hardCoded, files }: EnvironmentFact, runs: boolean, modules: number): Outcome {
  const values = hardCoded.slice(0, 10).map(hardCodedEvidence)
  const loads = files.loads.slice(0, 3)
  if (loads.length > 0 && hardCoded.length === 0 && files.documented)
    return pass('Settings come from a configuration file outside of the code, which is documented.', [
      ...loads,
      files.documented,
    ])
  if (loads.length > 0)
    return partial('Settings come from a configuration file; what differs between environments is not said.', [
      ...loads,
      ...values.slice(0, 5),
    ])
  if (hardCoded.length > 0)
    return fail(
      `${plural(hardCoded.length, 'value')} of one environment ${hardCoded.length === 1 ? 'stands' : 'stand'} in the code, and nothing is read from the environment.`,
      values,
    )
  if (!runs) return notApplicable('Nothing in it differs between environments.')
  return fail('Nothing is read from the environment, and no settings layer was found.', [
    { path: '', note: `Looked for os.environ, os.getenv and settings libraries in ${plural(modules, 'module')}.` },
  ])
}
