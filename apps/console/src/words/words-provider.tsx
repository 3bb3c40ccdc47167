'use client'

import { createContext, Fragment, type ReactNode, useContext, useMemo } from 'react'
import type { English, WordKey } from './en'
import type { Language } from './languages'
import { type Fillings, fill, type Holes, partsOf } from './phrase'

type FillingsFor<K extends WordKey, Value> = [Holes<English[K]>] extends [never]
  ? []
  : [fillings: { readonly [Name in Holes<English[K]>]: Value }]

export interface Words {
  readonly language: Language
  readonly locale: string
  t<K extends WordKey>(key: K, ...fillings: FillingsFor<K, string | number>): string
  /** The same with elements in the holes; plural forms need `count` as a number. */
  rich<K extends WordKey>(key: K, ...fillings: FillingsFor<K, ReactNode>): ReactNode
  number(value: number): string
  /** Whether there is a phrase for a key that came from outside. */
  knows(key: string): key is WordKey
}

const WordsContext = createContext<Words | null>(null)

type Part = ReturnType<typeof partsOf>[number]

function fillPart(part: Part, fillings: Readonly<Record<string, ReactNode>>): ReactNode {
  if (typeof part === 'string') return part
  const value = fillings[part.name]
  if (part.one === undefined) return value
  return Number(value) === 1 ? part.one : part.many
}

function makeWords(language: Language, dictionary: Readonly<Record<WordKey, string>>): Words {
  const locale = language === 'de' ? 'de-DE' : 'en-GB'
  const format = new Intl.NumberFormat(locale)
  const number = (value: number) => format.format(value)
  return {
    language,
    locale,
    number,
    knows: (key): key is WordKey => Object.hasOwn(dictionary, key),
    t: (key, ...[fillings]) => fill(dictionary[key], (fillings ?? {}) as Fillings, number),
    rich: (key, ...[fillings]) =>
      partsOf(dictionary[key]).map((part, index) => {
        const shown = fillPart(part, fillings ?? {})
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one phrase never change their order
        return <Fragment key={index}>{typeof shown === 'number' ? number(shown) : shown}</Fragment>
      }),
  }
}

interface WordsProviderProps {
  language: Language
  dictionary: Readonly<Record<WordKey, string>>
  children: ReactNode
}

export function WordsProvider({ language, dictionary, children }: WordsProviderProps) {
  const words = useMemo(() => makeWords(language, dictionary), [language, dictionary])
  return <WordsContext value={words}>{children}</WordsContext>
}

export function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error('useWords needs a WordsProvider above it')
  return words
}
