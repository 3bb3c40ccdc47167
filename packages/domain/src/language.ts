export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** A text that exists in every language of the product. */
export type Bilingual = { readonly [language in Language]: string }

/** What the catalogue says about a thing: a short name and one sentence. */
export type Described = { readonly name: Bilingual; readonly description: Bilingual }
