import { createHash } from 'node:crypto'
import { escapeHtml } from './html'

/** Initials on a colour of their own, the same for the same login always. */
export function avatarSvg(login: string): string {
  const hue = (createHash('sha256').update(login).digest()[0] ?? 0) * 1.41
  const initials = escapeHtml([...login].slice(0, 2).join('').toUpperCase())
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80">
<rect width="80" height="80" fill="hsl(${hue.toFixed(0)} 45% 36%)"/>
<text x="40" y="52" font-family="system-ui, sans-serif" font-size="32" fill="#fff" text-anchor="middle">${initials}</text>
</svg>
`
}
