/**
 * The business terms, each one Java method that SQL calls as a function: ageing, states, words of payments, claim
 * sizes, texts as values.
 */
package io.arrears.terms;
