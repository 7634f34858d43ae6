import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import { contrastOf } from './contrast'
import { COLOURS, CONTRASTS, type ContrastPair, type Theme } from './tokens'

const THEMES: readonly Theme[] = ['light', 'dark']

/** Every colour token in light and dark, and how well each is read on the grounds on which it stands. */
export function Colours() {
  return (
    <>
      <Panel title="Colours" note="One pair per token; classes such as bg-surface and text-muted" id="colours">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
          {COLOURS.map(({ name, light, dark, use }) => (
            <li key={name} className="min-w-0 overflow-hidden rounded-md border">
              <div aria-hidden="true" className="flex h-10">
                <span className="flex-1" style={{ background: light }} />
                <span className="flex-1" style={{ background: dark }} />
              </div>
              <div className="px-2.5 py-1.5 text-xs">
                <p className="font-mono">{name}</p>
                <p className="text-muted">
                  {light} · {dark}
                </p>
                <p className="text-muted">{use}</p>
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Contrast" note="Computed from the tokens; text needs 4.5, edges of controls 3" id="contrast">
        <ScrollArea label="Contrast of the colours">
          <table className="w-full text-sm">
            <caption className="sr-only">Contrast of each colour on its grounds, in light and dark</caption>
            <thead className="text-left text-muted text-xs">
              <tr>
                <th scope="col" className="py-1 pr-4 font-medium">
                  Colour
                </th>
                <th scope="col" className="py-1 pr-4 font-medium">
                  On
                </th>
                {THEMES.map((theme) => (
                  <th key={theme} scope="col" className="py-1 pr-4 text-right font-medium">
                    In {theme}
                  </th>
                ))}
                <th scope="col" className="py-1 text-right font-medium">
                  Needed
                </th>
              </tr>
            </thead>
            <tbody>
              {CONTRASTS.flatMap((pair) =>
                pair.grounds.map((ground) => <Line key={ground} {...pair} ground={ground} />),
              )}
            </tbody>
          </table>
        </ScrollArea>
      </Panel>
    </>
  )
}

function Line({ front, ground, least }: ContrastPair & { readonly ground: string }) {
  return (
    <tr className="border-t">
      <th scope="row" className="py-1 pr-4 text-left font-mono font-normal text-xs">
        {front}
      </th>
      <td className="py-1 pr-4 font-mono text-xs">{ground}</td>
      {THEMES.map((theme) => {
        const [text, behind] = [colourOf(front, theme), colourOf(ground, theme)]
        const contrast = contrastOf(text, behind)
        return (
          <td key={theme} className="py-1 pr-4 text-right whitespace-nowrap">
            <Sample isText={least > 3} text={text} behind={behind} />
            {contrast.toFixed(2)}
            {contrast < least && <span className="ml-1 font-medium text-fail">too low</span>}
          </td>
        )
      })}
      <td className="py-1 text-right text-muted">{least}</td>
    </tr>
  )
}

/** The pair itself: a word, or the edge of a control. */
function Sample({
  isText,
  text,
  behind,
}: {
  readonly isText: boolean
  readonly text: string
  readonly behind: string
}) {
  const look = isText ? { color: text, background: behind } : { borderColor: text, background: behind }
  return (
    <span
      aria-hidden="true"
      className={`mr-2 inline-block min-h-5 min-w-10 rounded-sm px-2 text-center font-medium text-xs leading-5 align-middle ${isText ? '' : 'border-2'}`}
      style={look}
    >
      {isText ? 'Text' : ''}
    </span>
  )
}

function colourOf(name: string, theme: Theme): string {
  return COLOURS.find((token) => token.name === name)?.[theme] ?? '#000000'
}
