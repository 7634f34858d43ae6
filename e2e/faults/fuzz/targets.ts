import { archiveTargets } from './archive-targets'
import { documentTargets } from './document-targets'
import { engineTargets } from './engine-targets'
import { githubTargets } from './github-targets'
import { queryTargets } from './query-targets'
import type { Target } from './target'
import { webhookTargets } from './webhook-targets'

/** Every parser that is fed by others: of repositories, of GitHub, of browsers. */
export async function loadTargets(recorded: Readonly<Record<string, string>>): Promise<readonly Target[]> {
  return [
    ...engineTargets(),
    ...documentTargets(),
    ...(await archiveTargets()),
    ...webhookTargets(),
    ...queryTargets(),
    ...githubTargets(recorded),
  ].filter(({ seeds }) => seeds.length > 0)
}
