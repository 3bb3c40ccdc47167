'use client'

import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Toaster } from 'sonner'
import { isProblem } from '@/api/problem'
import type { WordKey } from '@/words/en'
import type { Language } from '@/words/languages'
import { WordsProvider } from '@/words/words-provider'

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
        <Toaster
          position="bottom-right"
          toastOptions={{
            unstyled: true,
            classNames: {
              toast:
                'flex w-full items-center gap-2.5 rounded-lg border border-line-strong bg-raised px-3.5 py-2.5 text-13 text-text shadow-float',
              description: 'text-muted',
              success: '[&_[data-icon]]:text-ok',
              error: '[&_[data-icon]]:text-bad',
              actionButton: 'ml-auto rounded-md border border-line-strong px-2 py-1 font-medium',
            },
          }}
        />
      </WordsProvider>
    </QueryClientProvider>
  )
}
