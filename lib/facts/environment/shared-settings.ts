import type { RepositoryScope } from '../fact-input'
import type { EnvironmentFact, Evidence, SharedModule } from '../facts'
import { baseName } from '../paths'
import { ownerOf } from '../project-folders'
import { documentedNames } from './documents'
import { environmentReads, settingsLayers } from './reads'

interface SharedSettings {
  readonly reads: readonly EnvironmentFact['reads'][number][]
  readonly layers: readonly Evidence[]
  /** In the folders of the projects that the settings lie in. */
  readonly documented: EnvironmentFact['documented']
}

const SETTINGS_MODULE = /(?:^|_)(?:settings|config|configuration|conf|env|environment)\.py$/i

/** Settings of a project that lie in others of the repository: of what it imports there only the modules for settings. */
export function sharedSettings(
  shared: readonly SharedModule[],
  { facts, projects }: RepositoryScope,
): SharedSettings | null {
  const modules = shared.map(({ module }) => module)
  const settings = modules.filter(
    (module) => settingsLayers(module).length > 0 || SETTINGS_MODULE.test(baseName(module.path)),
  )
  if (settings.length === 0) return null
  const reads = environmentReads({ python: { ...facts.python, application: settings }, files: facts.files })
  const owners = new Set(settings.map(({ path }) => ownerOf(path, projects)))
  const all = facts.files.all.filter(({ path }) => owners.has(ownerOf(path, projects)))
  return {
    reads,
    layers: settings
      .flatMap(settingsLayers)
      .map((layer) => ({ ...layer, note: layer.note.replace(/\.$/, ' for what imports it.') })),
    documented: documentedNames(reads, { files: { ...facts.files, all } }),
  }
}
