/**
 * PostgreSQL: how to log in, how to quote a name, how rows are copied in, which tables Arrears made. Source, marts,
 * {@code load} and {@code generate} share it.
 */
package io.arrears.postgres;
