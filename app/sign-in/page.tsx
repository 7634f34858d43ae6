import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import { PageMain } from '@/components/ui/page-main'
import { SignIn } from '@/components/ui/sign-in'
import { returnPath, signInProblem } from '@/components/ui/sign-in-address'
import { SiteHeader } from '@/components/ui/site-header'
import { getViewer, isTokenMode } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Sign in' }

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function SignInPage({ searchParams }: Props) {
  const { from, callbackUrl, error } = await searchParams
  const returnTo = returnPath(from ?? callbackUrl)
  const problem = signInProblem(error)
  if (!problem && (await getViewer())) redirect(returnTo)
  return (
    <>
      <SiteHeader />
      <PageMain>
        <div className="mx-auto grid max-w-md gap-5 py-10">
          <h1 className="font-semibold text-2xl tracking-tight">Sign in to Airworthy</h1>
          {problem && (
            <Notice tone="bad" role="alert">
              {problem}
            </Notice>
          )}
          <SignIn returnTo={returnTo} tokenMode={isTokenMode()} />
        </div>
      </PageMain>
    </>
  )
}
