/**
 * PostgreSQL, whatever it is used for: how to log in, how to quote a name, how rows are copied in, which tables are Arrears'
 * own. Source, marts, {@code load} and {@code generate} share it.
 */
package io.arrears.postgres;
