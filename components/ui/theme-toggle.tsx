'use client'

import { useEffect, useState } from 'react'
import { Icon } from './icon'

const THEMES = ['system', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]

const LOOKS = {
  system: { icon: 'monitor', label: 'Theme: system' },
  light: { icon: 'sun', label: 'Theme: light' },
  dark: { icon: 'moon', label: 'Theme: dark' },
} as const

/** Steps through system, light and dark; `/theme.js` applies the stored choice before the first paint. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>('system')

  useEffect(() => setTheme(storedTheme()), [])

  function step() {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
    setTheme(next)
    const { dataset } = document.documentElement
    if (next === 'system') delete dataset.theme
    else dataset.theme = next
    try {
      localStorage.setItem('theme', next)
    } catch {
      // Storage may be switched off; the choice then lasts for this page.
    }
  }

  const { icon, label } = LOOKS[theme]
  return (
    <button
      type="button"
      onClick={step}
      title={label}
      aria-label={label}
      className="grid size-9 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
    >
      <Icon name={icon} />
    </button>
  )
}

function storedTheme(): Theme {
  const stored = document.documentElement.dataset.theme
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}
