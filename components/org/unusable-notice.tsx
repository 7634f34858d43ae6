import type { z } from 'zod'
import { Notice } from '@/components/ui/notice'
import { visibleText } from '@/lib/checks/visible-text'
import { joinWords } from '@/lib/checks/wording'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { unusableParameters } from '@/lib/data/unusable-parameters'

const NAMES: Readonly<Record<string, string>> = { q: 'search', min: 'score from', max: 'score to' }
const SHOWN = 40

/** Names what of the address this page ignores, so that what it shows is not taken for what was asked. */
export function UnusableNotice({
  params,
  fields,
}: {
  readonly params: SearchParams
  readonly fields: Readonly<Record<string, z.ZodType>>
}) {
  const unusable = unusableParameters(params, fields)
  if (unusable.length === 0) return null
  const named = unusable.map(({ name, value }) => `${NAMES[name] ?? name} “${shorten(visibleText(value))}”`)
  return (
    <Notice tone="unsure" role="note">
      Ignored, because this page can’t use {unusable.length === 1 ? 'it' : 'them'}: {joinWords(named, 'and')}.
    </Notice>
  )
}

function shorten(text: string): string {
  // By characters: half of one is other text in a browser than here.
  const characters = [...text]
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : text
}
