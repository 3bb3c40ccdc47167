'use client'

import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { isProblem } from '@/api/problem'
import { useToastsWanted } from '@/ui/toast'
import type { WordKey } from '@/words/en'
import type { Language } from '@/words/languages'
import { WordsProvider } from '@/words/words-provider'

const Toaster = dynamic(() => import('@/ui/toaster'), { ssr: false })

interface ProvidersProps {
  language: Language
  dictionary: Readonly<Record<WordKey, string>>
  children: ReactNode
}

const worthRetrying = (count: number, error: Error) =>
  count < 2 && isProblem(error) && (error.status === 0 || error.status >= 502)

function makeClient() {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, retry: worthRetrying, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
    mutationCache: new MutationCache({ onSettled: () => client.invalidateQueries() }),
  })
  return client
}

export function Providers({ language, dictionary, children }: ProvidersProps) {
  const [client] = useState(makeClient)
  return (
    <QueryClientProvider client={client}>
      <WordsProvider language={language} dictionary={dictionary}>
        {children}
        <Toasts />
      </WordsProvider>
    </QueryClientProvider>
  )
}

function Toasts() {
  return useToastsWanted() ? <Toaster /> : null
}
