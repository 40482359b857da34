/**
 * The SQL layers: raw to staging, then intermediate views, base tables, marts and checks, in the order their files
 * give.
 */
package io.arrears.transform;
