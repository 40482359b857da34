/** The leakage controls: their catalogue, findings, history and totals. */
package io.arrears.leakage;
