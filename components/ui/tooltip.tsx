'use client'

import { type ComponentType, createElement, useEffect, useRef, useState } from 'react'
import { type Tip, watchTitles } from './watch-titles'

export interface BubbleProps {
  readonly tip: Tip
  readonly close: () => void
}

/**
 * One tooltip for the whole page: shows the `title` of what the pointer rests on or the keyboard focuses, so that
 * thousands of cells of server-rendered HTML need nothing of their own, and browsers show it where scripts don't run.
 */
export function Tooltip() {
  const [tip, setTip] = useState<Tip | null>(null)
  const [bubble, setBubble] = useState<ComponentType<BubbleProps> | null>(null)
  const watching = useRef<ReturnType<typeof watchTitles>>(null)

  useEffect(() => {
    const load = () => import('./tooltip-bubble').then(({ default: loaded }) => setBubble(() => loaded))
    watching.current = watchTitles(load, setTip)
    return watching.current.stop
  }, [])

  return bubble && tip && createElement(bubble, { tip, close: () => watching.current?.leave() })
}
