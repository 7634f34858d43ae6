import type { DependenciesFact, FilesFact } from '../facts'

/**
 * Console scripts of the project whose module does not exist though its package does, with the file that is missing. A
 * package that is not here at all may be built.
 */
export function brokenScripts(scripts: DependenciesFact['scripts'], files: FilesFact): ReadonlyMap<string, string> {
  const broken = new Map<string, string>()
  for (const { name, target } of scripts.slice(0, 100)) {
    const module = /^([A-Za-z_]\w*(?:\.\w+)+)\s*(?::|$)/.exec(target)?.[1]
    if (!module) continue
    const parts = module.split('.')
    const folder = parts.slice(0, -1).join('/')
    const path = `/${parts.join('/')}`
    const holders = files.all.filter(({ path: own }) => `/${own}`.endsWith(`/${folder}/__init__.py`))
    const exists = files.all.some(({ path: own }) =>
      [`${path}.py`, `${path}.pyx`, `${path}/__init__.py`, `${path}/__main__.py`].some((end) =>
        `/${own}`.endsWith(end),
      ),
    )
    if (exists || holders.length === 0) continue
    const holder = holders[0]?.path.replace(/__init__\.py$/, '') ?? ''
    const missing = `${holder}${parts.at(-1)}.py`
    if (!files.ignoredByGit(missing)) broken.set(name, missing)
  }
  return broken
}
