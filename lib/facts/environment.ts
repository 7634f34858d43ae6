import { configurationFiles } from './environment/configuration-files'
import { documentedNames } from './environment/documents'
import { hardCodedSecrets, hardCodedValues } from './environment/hard-coded'
import { environmentReads, settingsLayers, writtenNames } from './environment/reads'
import { serviceValues } from './environment/service-values'
import { sharedSettings } from './environment/shared-settings'
import { startReads } from './environment/start-reads'
import type { FactInput } from './fact-input'
import type { EnvironmentFact, PythonModule } from './facts'
import { perModule } from './per-module'

const valuesOfImported = perModule(({ path, record }: PythonModule) => hardCodedValues(path, record, true))
const valuesOfOther = perModule(({ path, record }: PythonModule) => hardCodedValues(path, record))
const valuesOfReached = perModule((module: PythonModule) => serviceValues(module, true))
const valuesOfLoose = perModule((module: PythonModule) => serviceValues(module, false))

export function readEnvironment({ facts, repository }: FactInput): EnvironmentFact {
  const { python } = facts
  const runs = facts.kind.kind === 'web-service' || facts.kind.kind === 'worker'
  const written = writtenNames(python)
  const inCode = environmentReads(facts).filter(({ name }) => runs || name === null || !written.has(name))
  // Others are asked only for what they read themselves.
  const shared = runs && repository ? sharedSettings(python.shared, repository) : null
  const all = [...inCode, ...(shared?.reads ?? [])]
  const reads = all.length === 0 && runs ? startReads(facts) : all
  const imported = new Set(python.application.flatMap(({ imports }) => imports))
  const started = new Set(facts.launch.commands.map(({ entry }) => entry))
  const hardCoded = [
    ...python.application.flatMap((module) => [
      ...(imported.has(module.path) ? valuesOfImported : valuesOfOther)(module),
      ...(!runs
        ? []
        : (imported.has(module.path) || started.has(module.path) ? valuesOfReached : valuesOfLoose)(module)),
    ]),
    ...(runs ? hardCodedSecrets(facts) : []),
  ]
  return {
    reads,
    documented: [...documentedNames(reads, facts), ...(shared?.documented ?? [])],
    hardCoded: uniqueByLine(hardCoded).slice(0, 40),
    settingsLayers: [...python.application.flatMap(settingsLayers), ...(shared?.layers ?? [])],
    files: configurationFiles(facts),
  }
}

function uniqueByLine(found: EnvironmentFact['hardCoded']): EnvironmentFact['hardCoded'][number][] {
  return [...new Map(found.map((each) => [`${each.path}:${each.line}`, each])).values()]
}
