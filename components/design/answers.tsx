import { ButtonLink } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { ICON_NAMES } from '@/components/ui/icon-shapes'
import { Logo } from '@/components/ui/logo'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Prose } from '@/components/ui/prose'
import { Change, Score, ScoreBar, ScoreFigure } from '@/components/ui/score'
import { Skeleton } from '@/components/ui/skeleton'
import { Tag } from '@/components/ui/tag'
import { Day, Time } from '@/components/ui/time'
import { VerdictBadge, VerdictIcon, VerdictText } from '@/components/ui/verdict'
import { VERDICTS } from '@/lib/checks/rubric'
import { Sample } from './sample'
import { SampleFailure } from './sample-failure'

const CODE =
  'import requests\n\n\ndef fetch(url):\n    try:\n        return requests.get(url).json()\n    except:\n        pass\n'
const LONG_AGO = '2026-01-12T09:14:00Z'

/** What is said: verdicts, scores, notices, and what stands where there is nothing. */
export function Answers() {
  return (
    <>
      <Panel title="Verdicts" note="By shape and word as well as by colour" id="verdicts">
        <div className="grid gap-4">
          <Sample name="VerdictBadge">
            {VERDICTS.map((verdict) => (
              <VerdictBadge key={verdict} verdict={verdict} />
            ))}
          </Sample>
          <Sample name="VerdictText">
            {VERDICTS.map((verdict) => (
              <VerdictText key={verdict} verdict={verdict} className="text-sm" />
            ))}
          </Sample>
          <Sample name="VerdictIcon, and the same from the sprite of a heat map">
            {VERDICTS.map((verdict) => (
              <VerdictIcon key={verdict} verdict={verdict} />
            ))}
            {VERDICTS.map((verdict) => (
              <svg key={verdict} aria-hidden="true" className="size-3.5 text-muted">
                <use href={`#v-${verdict}`} />
              </svg>
            ))}
          </Sample>
        </div>
      </Panel>
      <Panel title="Scores and times" id="scores">
        <div className="grid gap-4">
          <Sample name="ScoreFigure: a score, none">
            <div className="w-40">
              <ScoreFigure value={72.4} />
            </div>
            <div className="w-40">
              <ScoreFigure value={null} />
            </div>
          </Sample>
          <Sample name="Score, ScoreBar, Change">
            <Score value={72.4} />
            <Score value={null} />
            <ScoreBar value={72.4} className="w-24" />
            <Change points={4.2} />
            <Change points={-3} />
            <Change points={0} />
            <Change points={null} />
          </Sample>
          <Sample name="Time, Day, Tag, Prose">
            <Time at={LONG_AGO} />
            <Day day={LONG_AGO} />
            <Tag>Worker</Tag>
            <Tag icon="lock">Private</Tag>
            <span className="text-sm">
              <Prose>{'It is started by `uvicorn app:app`.'}</Prose>
            </span>
          </Sample>
        </div>
      </Panel>
      <Panel title="Notices" id="notices">
        <div className="grid gap-2">
          {(['good', 'bad', 'unsure', 'plain'] as const).map((tone) => (
            <Notice key={tone} tone={tone} role="note">
              {`The tone “${tone}”: what happened, and what to do.`}
            </Notice>
          ))}
        </div>
      </Panel>
      <Panel title="Instead of content" note="Nothing there, failed, on its way" id="instead">
        <div className="grid items-start gap-4 lg:grid-cols-3">
          <Empty
            level="h3"
            title="No repositories match"
            actions={<ButtonLink href="/design">Clear filters</ButtonLink>}
          >
            Choose fewer filters.
          </Empty>
          <SampleFailure />
          <div className="grid gap-2">
            <Skeleton className="h-8 w-40" />
            <Skeleton className="h-32" />
          </div>
        </div>
      </Panel>
      <Panel
        title="Panel"
        note="Its note, and actions at its end"
        actions={<ButtonLink href="/design#panel">Action</ButtonLink>}
        id="panel"
      >
        <div className="rounded-md border border-dashed p-4">
          <PageHeader title="PageHeader" eyebrow="Eyebrow" level="h3" actions={<Tag>Actions</Tag>}>
            The one title of a page, and a sentence about it.
          </PageHeader>
        </div>
      </Panel>
      <Panel title="Code" note="Marked lines by a bar and a word as well as by their ground" id="code">
        <CodeBlock label="Sample of code" code={CODE} marked={[7, 8]} />
      </Panel>
      <Panel title="Icons" note="One grid of 24, one stroke" id="icons">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-2 text-sm">
          <li className="flex items-center gap-2">
            <Logo className="size-4" />
            Logo
          </li>
          {ICON_NAMES.map((name) => (
            <li key={name} className="flex items-center gap-2">
              <Icon name={name} />
              <span className="truncate">{name}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}
