import 'server-only'
import { visibleName } from '@/lib/checks/visible-text'

/** Text that comes from elsewhere, in which Slack finds no link and no mention, and nothing hides or turns it around. */
export function escapeSlack(text: string): string {
  return visibleName(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ')
}

/** A text of several lines, in none of which Slack finds a link of ours or a mention; bare addresses it links by itself. */
export function plainText(text: string): string {
  return text.split('\n').map(escapeSlack).join('\n')
}

/** A link; `|` ends its address, and would end a text that held one. */
export function slackLink(address: string, text: string): string {
  const target = escapeSlack(address).replaceAll('|', '%7C')
  return `<${target}|${escapeSlack(text).replaceAll('|', '/')}>`
}
