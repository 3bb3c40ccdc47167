'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'

/** How a value is written into the address of the page; null leaves it out. */
export interface Part<Value> {
  read(text: string | null): Value
  write(value: Value): string | null
}

export const text: Part<string> = {
  read: (written) => written ?? '',
  write: (value) => value || null,
}

/** One of a few words; anything else, and the first choice itself, reads as the first choice. */
export function oneOf<const Word extends string>(words: readonly Word[], first: NoInfer<Word>): Part<Word> {
  return {
    read: (written) => words.find((word) => word === written) ?? first,
    write: (value) => (value === first ? null : value),
  }
}

export function oneOfOrNone<const Word extends string>(words: readonly Word[]): Part<Word | null> {
  return { read: (written) => words.find((word) => word === written) ?? null, write: (value) => value }
}

/** Several values, separated by commas; commas inside a value are escaped. */
export const several: Part<readonly string[]> = {
  read: (written) => (written ?? '').split(',').filter(Boolean).map(decodeURIComponent),
  write: (values) => values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',') || null,
}

/** The same without the types of the single values: each part only ever meets its own. */
type AnyParts = Readonly<Record<string, Part<unknown>>>
type ValueOf<P> = P extends { read(text: string | null): infer Value } ? Value : never
export type AddressValues<S> = { readonly [Name in keyof S]: ValueOf<S[Name]> }

/** State that lives in the address: a link, a reload and the back button show the same. Null clears all of it. */
export function useAddress<S extends { readonly [Name in keyof S]: Part<ValueOf<S[Name]>> }>(
  schema: S,
): [AddressValues<S>, (change: Partial<AddressValues<S>> | null) => void] {
  const search = useSearchParams().toString()
  const values = useMemo(() => {
    const written = new URLSearchParams(search)
    return Object.fromEntries(
      Object.entries(schema as unknown as AnyParts).map(([name, part]) => [name, part.read(written.get(name))]),
    ) as unknown as AddressValues<S>
  }, [search, schema])
  const change = useCallback(
    (next: Partial<AddressValues<S>> | null) => {
      const url = new URL(window.location.href)
      for (const name of Object.keys(next ?? schema)) {
        const part = (schema as unknown as AnyParts)[name]
        const value = next === null ? null : (part?.write(next[name as keyof S]) ?? null)
        if (value === null) url.searchParams.delete(name)
        else url.searchParams.set(name, value)
      }
      window.history.replaceState(null, '', url)
    },
    [schema],
  )
  return [values, change]
}
