import 'server-only'
import { type CampaignCount, readCampaigns } from './campaigns'
import type { MessageTarget } from './message-delivery'
import { accessOf } from './message-facts'

/** How one campaign that goes on stands, over the repositories that messages may name. */
export interface CampaignLine extends CampaignCount {
  readonly id: string
  readonly name: string
  /** YYYY-MM-DD. */
  readonly targetOn: string
}

/** The campaigns of an organisation that go on and are about something, the nearest last day first. */
export async function readCampaignLines(target: MessageTarget): Promise<readonly CampaignLine[]> {
  const { open } = await readCampaigns(await accessOf(target))
  return open
    .filter(({ scope }) => scope > 0)
    .map(({ id, name, targetOn, scope, done }) => ({ id, name, targetOn, scope, done }))
}
