/**
 * The Delta lake: tables, slices, pointers to what is published, the lock, checksums. The only package that knows
 * Delta and paths.
 */
package io.arrears.lake;
