/** Reads an uploaded file of open invoices or failed payments. */
package io.arrears.desk.file;
