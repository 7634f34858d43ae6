import type { DockerStage } from '../facts'

const SHIPS = /^(?:prod|production|runtime|release|final|app|application|server|web|deploy|runner|main)(?:[-_]\w+)?$/i
const SHIPS_NOT =
  /(?:^|[-_])(?:dev|development|devel|tests?|testing|unittest|lint|docs?|debug|ci|verify|check|local|plus|build|builder|e2e)(?:$|[-_])/i

/** The stage that ships: the target a compose file names, else one named for production, else the last. */
export function pickFinalStage(stages: readonly DockerStage[], targets: readonly string[]): DockerStage | null {
  const last = stages.at(-1)
  if (!last) return null
  const targeted = stages.findLast(
    ({ name }) =>
      name !== null && !SHIPS_NOT.test(name) && targets.some((target) => target.toLowerCase() === name.toLowerCase()),
  )
  if (targeted) return targeted
  const named = stages.findLast(({ name }) => name !== null && SHIPS.test(name) && !SHIPS_NOT.test(name))
  if (last.name === null && !/(?:^|[-_/])tests?(?:$|[-_])/.test(last.parent ?? '')) return last
  if (last.name !== null && !SHIPS_NOT.test(last.name))
    return SHIPS.test(last.name) ? last : named && !isOwnParent(last, named) ? named : last
  return (
    named ??
    stages.findLast(({ name, command, entrypoint }) => !(name && SHIPS_NOT.test(name)) && (command || entrypoint)) ??
    last
  )
}

function isOwnParent(stage: DockerStage, candidate: DockerStage): boolean {
  return stage.parent !== null && stage.parent.toLowerCase() === candidate.name?.toLowerCase()
}
