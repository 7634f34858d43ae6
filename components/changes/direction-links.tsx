import { ChoiceLinks } from '@/components/ui/choice-links'
import { DIRECTIONS, type Direction } from '@/lib/data/changes-query'

const TITLES: Readonly<Record<Direction, string>> = { better: 'Better', worse: 'Worse' }

/** All that moved, or what became better or worse; `href` builds the address of another choice. */
export function DirectionLinks({
  moved,
  href,
}: {
  readonly moved: Direction | undefined
  readonly href: (moved: Direction | undefined) => string
}) {
  return (
    <ChoiceLinks
      label="Which way"
      choices={[
        { href: href(undefined), label: 'All', current: moved === undefined },
        ...DIRECTIONS.map((each) => ({ href: href(each), label: TITLES[each], current: moved === each })),
      ]}
    />
  )
}
