import type { Evidence } from '../facts'
import { inFolder } from '../paths'
import type { KindFacts } from './signals'

/** Signs that the package is made for others to install: classifiers, a publishing pipeline, typing marker, its name in the README. */
export function findPublishing({ files, dependencies, ci, readme, project }: KindFacts): readonly Evidence[] {
  const found: Evidence[] = []
  if (!dependencies.package && !files.has(inFolder(project.path, 'setup.py'))) return found
  for (const name of ['pyproject.toml', 'setup.cfg', 'setup.py']) {
    const path = inFolder(project.path, name)
    const line =
      lineMatching(files.text(path), /Private\s*::/) === null
        ? lineMatching(
            files.text(path),
            /["']?(?:Programming Language :: Python|License ::|Development Status ::|Intended Audience ::)/,
          )
        : null
    if (line !== null) {
      found.push({ path, line, note: 'The package is classified for the Python Package Index.' })
      break
    }
  }
  const step = ci.steps.find(
    ({ uses, command }) =>
      /^pypa\/gh-action-pypi-publish/.test(uses ?? '') ||
      /(?:^| )(?:twine upload|uv publish|poetry publish|hatch publish|flit publish|pdm publish|maturin (?:publish|upload))/.test(
        command.join(' '),
      ),
  )
  if (step) found.push({ path: step.path, line: step.line, note: 'A pipeline publishes the package.' })
  const marker = files.all.find(({ path, role }) => path.endsWith('/py.typed') && role === 'application')
  if (marker) found.push({ path: marker.path, note: 'The package ships its types.' })
  const install = readmeInstall({ files, dependencies, readme })
  if (install) found.push(install)
  return found
}

/** The README has its reader install the package by its name, or links its page of the index. */
function readmeInstall({ files, dependencies, readme }: Pick<KindFacts, 'files' | 'dependencies' | 'readme'>) {
  const name = dependencies.package?.name
  if (!name || !readme.path || readme.path.includes('/')) return null
  const spelled = name.slice(0, 100).replace(/[-_.]+/g, '[-_.]')
  if (!/^[\w[\]._-]+$/.test(spelled)) return null
  const line = lineMatching(
    files.text(readme.path),
    new RegExp(
      `pip3? install (?:-U |--upgrade )?["']?${spelled}(?![\\w./-])|pypi\\.(?:python\\.)?org/(?:project|pypi)/${spelled}(?![\\w.-])`,
      'i',
    ),
  )
  return line === null
    ? null
    : { path: readme.path, line, note: 'The README has its reader install the package by name.' }
}

function lineMatching(text: string | null, pattern: RegExp): number | null {
  const at = (text ?? '').split('\n').findIndex((line) => pattern.test(line.slice(0, 500)))
  return at < 0 ? null : at + 1
}
