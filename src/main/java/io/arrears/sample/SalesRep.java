package io.arrears.sample;

/** Sells in one territory; {@code grip} above 0 brings in customers who pay and keep what they bought. */
record SalesRep(int id, String name, String territory, long quota, double grip) {}
