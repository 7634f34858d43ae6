'use client'

import { useState } from 'react'
import { Button } from './button'
import type { Question } from './confirm'
import { ConfirmForm } from './confirm-form'
import { Dialog } from './dialog'
import type { Opened } from './opener'

export default function ConfirmDialog({ trigger, isByKey: _, title, consequence, answer, ...form }: Question & Opened) {
  const [isOpen, setOpen] = useState(true)
  // What was answered before the dialog was opened is not about this question.
  const [seen, setSeen] = useState(answer)
  const news = answer === seen ? null : answer
  if (news?.ok) {
    setSeen(news)
    setOpen(false)
  }

  function change(opens: boolean) {
    setSeen(answer)
    setOpen(opens)
  }

  return (
    <Dialog
      trigger={trigger}
      title={title}
      description={consequence}
      isOpen={isOpen}
      onOpenChange={change}
      cancel={<Button>Cancel</Button>}
    >
      {(cancel) => (
        <div className="mt-5 grid gap-3">
          {news?.ok === false && (
            <p role="alert" className="text-fail text-sm">
              {news.error}
            </p>
          )}
          <ConfirmForm {...form} cancel={cancel} />
        </div>
      )}
    </Dialog>
  )
}
