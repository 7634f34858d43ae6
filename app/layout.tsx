import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { RunsScriptsProvider } from '@/components/ui/chart/runs-scripts'
import { IconShapes } from '@/components/ui/icon-shapes'
import { RelativeTimes } from '@/components/ui/relative-times'
import { SoftLinks } from '@/components/ui/soft-links'
import { Tooltip } from '@/components/ui/tooltip'
import { VerdictShapes } from '@/components/ui/verdict-shapes'
import { fonts } from './fonts'
import './globals.css'

/** Id of the end of what a page shows first. */
const SENT = 'sent'

export const metadata: Metadata = {
  title: { default: 'Airworthy', template: '%s · Airworthy' },
  description:
    'Which of your Python repositories are ready for production, why the others are not, and how to fix them.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#121312' },
  ],
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // A page made while building could not know the nonce that its scripts need.
  await connection()
  const runsScripts = (await cookies()).has('scripts')
  return (
    <html lang="en" className={fonts} suppressHydrationWarning>
      <head>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script src="/theme.js" />
        {/* Painted once it is there as a whole, or as its skeleton, in place of piece by piece. */}
        <link rel="expect" href={`#${SENT}`} blocking="render" />
        <noscript>
          <link rel="stylesheet" href="/no-scripts.css" />
        </noscript>
      </head>
      <body>
        <a
          href="#main"
          className="absolute top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
        >
          Skip to content
        </a>
        <RunsScriptsProvider value={runsScripts}>{children}</RunsScriptsProvider>
        <div id={SENT} hidden />
        <IconShapes />
        <VerdictShapes />
        <Tooltip />
        <RelativeTimes />
        <SoftLinks />
      </body>
    </html>
  )
}
