import { CopyButton } from '@/components/repo/copy-button'
import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import type { LeftList } from '@/lib/data/campaign-left'
import { writeReminder } from '@/lib/data/campaign-reminder'
import { goalSentence } from '@/lib/data/campaign-words'
import type { Campaign, CampaignCount } from '@/lib/data/campaigns'

/** A text to send to those who are left. */
export function ReminderPanel({
  campaign,
  counts,
  left,
  team,
  today,
  url,
}: {
  readonly campaign: Campaign
  readonly counts: CampaignCount
  /** Its first page. */
  readonly left: LeftList
  readonly team: string | undefined
  readonly today: string
  readonly url: string
}) {
  const { name, targetOn, teams } = campaign
  const text = writeReminder({
    name,
    goal: goalSentence({ ...campaign, teams: teams.map((each) => each.name) }),
    targetOn,
    today,
    counts,
    rows: left.rows,
    total: left.total,
    url,
  })
  return (
    <Panel
      title="Reminder"
      note={`${team === undefined ? 'To all teams. Choose a team above to write to it alone.' : 'To the chosen team.'} It names what you can see: send it only to those who may know of it.`}
      actions={<CopyButton text={text} label="Copy the reminder" />}
    >
      <ScrollArea label="Text of the reminder" className="max-h-80 rounded-md bg-sunken p-3">
        <pre className="whitespace-pre-wrap font-sans text-sm [overflow-wrap:anywhere]">{text}</pre>
      </ScrollArea>
    </Panel>
  )
}
