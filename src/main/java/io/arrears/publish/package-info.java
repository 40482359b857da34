/** Publishes marts as plain Delta tables and to PostgreSQL, takes them back, and reads them. */
package io.arrears.publish;
