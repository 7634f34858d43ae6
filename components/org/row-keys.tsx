'use client'

import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { KeyTable } from '@/components/ui/key-table'
import { Popover } from '@/components/ui/popover'
import { areSingleKeysOn, switchSingleKeys } from '@/components/ui/single-keys'
import { type Move, nextPlace } from './row-focus'

const MOVES: Readonly<Record<string, Move>> = {
  j: 'down',
  k: 'up',
  ArrowDown: 'down',
  ArrowUp: 'up',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

const PAGES: Readonly<Record<string, string>> = { n: 'next', p: 'prev' }

const KEYS = [
  ['/', 'Search'],
  ['j or ↓', 'Next repository'],
  ['k or ↑', 'Previous repository'],
  ['← and →', 'Along a repository'],
  ['Enter', 'Open it'],
  ['n', 'Next page'],
  ['p', 'Previous page'],
  ['?', 'Show these keys'],
] as const

/**
 * Moves the focus along the rows (those with a link with `data-row`) of the section around it: `j` and `k` from
 * anywhere, arrows from a row or down from the search box, since elsewhere they scroll; `n` and `p` turn pages. Its button
 * shows the keys, and switches off those that act from anywhere.
 */
export function RowKeys() {
  const keys = useRef<HTMLDivElement>(null)
  const [isOn, setOn] = useState(true)
  const [isForgotten, setForgotten] = useState(false)

  useEffect(() => setOn(areSingleKeysOn()), [])

  useEffect(() => {
    const section = keys.current?.closest('section')
    if (!section) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const target = event.target instanceof HTMLElement ? event.target : document.body
      const isSearch = target.matches('input[type="search"]') && section.contains(target)
      const isTyping = target.closest('input, textarea, select, [contenteditable]') !== null
      // Arrows act only where the focus is, so that they go on.
      if (!isOn && !event.key.startsWith('Arrow')) return
      if (event.key === '?' && !isTyping) return keys.current?.togglePopover()
      const page = isTyping ? undefined : PAGES[event.key]
      if (page) return section.querySelector<HTMLElement>(`nav a[rel="${page}"]`)?.click()
      const move = MOVES[event.key]
      const isArrow = event.key.startsWith('Arrow')
      const isInRow = target.closest('tr') !== null && section.contains(target)
      const mayMove = isArrow ? isInRow || (isSearch && move === 'down') : !isTyping
      if (move && mayMove && moveFocus(section, target, move)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOn])

  function change({ target }: ChangeEvent<HTMLInputElement>) {
    setForgotten(!switchSingleKeys(target.checked))
    setOn(target.checked)
  }

  return (
    <Popover
      ref={keys}
      label="Keys"
      name="Keys"
      className="rounded-md border px-2.5 py-1 text-muted text-xs hover:text-ink max-md:hidden"
      button={{ 'aria-keyshortcuts': '?' }}
    >
      <KeyTable keys={KEYS} />
      <label className="mt-4 flex min-h-6 items-center gap-2 border-t pt-4 text-sm">
        <input type="checkbox" checked={isOn} onChange={change} className="size-4 accent-ink" />
        Keys act without Ctrl, Alt or ⌘
      </label>
      <p role="status" className="mt-1 max-w-64 text-muted text-xs">
        {!isOn && 'Arrows along the rows and Enter go on. Everything has a link or a field, too.'}
        {isForgotten && ' This browser keeps nothing, so it holds until you leave the page.'}
      </p>
    </Popover>
  )
}

/** False when there is nowhere to go. */
function moveFocus(section: Element, from: Element, move: Move): boolean {
  const rows = [...section.querySelectorAll('[data-row]')].map((head) => [
    ...(head.closest('tr')?.querySelectorAll('a') ?? []),
  ])
  const cells = rows.map((links) => (from instanceof HTMLAnchorElement ? links.indexOf(from) : -1))
  const row = cells.findIndex((cell) => cell >= 0)
  const at = row < 0 ? null : { row, cell: cells[row] ?? 0 }
  const to = nextPlace(
    rows.map((links) => links.length),
    at,
    move,
  )
  if (!to) return false
  rows[to.row]?.[to.cell]?.focus()
  return true
}
