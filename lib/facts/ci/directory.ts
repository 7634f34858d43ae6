import { resolveIn } from '../paths'
import { splitCommands } from '../shell'

const WORKSPACE =
  /^\/workspace(?:\/|$)|^\$\{?(?:env\.)?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|BUILD_SOURCESDIRECTORY|WORKSPACE|CIRCLE_WORKING_DIRECTORY|TRAVIS_BUILD_DIR)\}?(?:\/|$)/

/** Where `cd` leads from a directory; null when that can not be told. */
export function enterDirectory(directory: string | null, target: string | undefined): string | null {
  if (target === undefined) return null
  const below = belowWorkspace(target)
  if (below !== null) return /[$*`~]/.test(below) ? null : resolveIn('', below === '' ? '.' : below)
  if (directory === null || /[$*`~]/.test(target) || target === '-') return null
  return resolveIn(directory, target)
}

/** The path inside of the repository of `$WORKSPACE/requirements.txt`; null for other paths. */
export function belowWorkspace(path: string): string | null {
  return WORKSPACE.test(path) ? path.replace(WORKSPACE, '') : null
}

/** Where a shell stands after these commands. */
export function directoryAfter(text: string, directory: string | null): string | null {
  return splitCommands(text)
    .filter(({ words, depth }) => words[0] === 'cd' && depth === 0)
    .reduce((at, { words }) => enterDirectory(at, words[1]), directory)
}
