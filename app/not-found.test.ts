import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { SiteHeader } from '@/components/ui/site-header'
import { getAccount } from '@/lib/auth/account'
import NotFound from './not-found'

vi.mock('@/lib/auth/account', () => ({ getAccount: vi.fn() }))
vi.mock('@/components/ui/site-header', () => ({ SiteHeader: vi.fn(() => null) }))

test('a page that does not exist still tells who is signed in', async () => {
  const account = { login: 'ada', name: null, canSignOut: true, isOperator: false }
  vi.mocked(getAccount).mockResolvedValue(account)
  renderToStaticMarkup(createElement('div', null, await NotFound()))
  expect(vi.mocked(SiteHeader).mock.calls[0]?.[0]).toEqual({ account })
})

test('a page that does not exist says so also where nobody can tell who is signed in', async () => {
  vi.mocked(getAccount).mockRejectedValue(new Error('Postgres is away.'))
  const html = renderToStaticMarkup(createElement('div', null, await NotFound()))
  expect(html).toContain('There is nothing at this address')
  expect(vi.mocked(SiteHeader).mock.lastCall?.[0]).toEqual({ account: null })
})
