-- grain: invoice_id
-- kind: view
-- The cash discount that an invoice offers: discount_amount off for all of the rest by the end of discount_until. What the
-- invoice says wins over finance.cash-discount. None on memos, void invoices and those with instalments.
with known_instalments as (
    select invoice_id
    from known_instalments
    group by invoice_id
),

invoices as (
    select
        invoice_id, known_currency as currency, amount, visible_from,
        coalesce(discount_until, if(:cash_discount_rate > 0, date_add(invoice_date, :cash_discount_days), null))
            as discount_until,
        coalesce(discount_amount, terms.in_currency(amount * :cash_discount_rate, known_currency)) as discount_amount
    from known_invoices
    where not terms.is_void(ledger_state) and (discount_amount is not null or :cash_discount_rate > 0)
)

select
    invoices.invoice_id, invoices.currency, invoices.amount, invoices.visible_from,
    invoices.discount_until, cast(invoices.discount_amount as decimal(19, 4)) as discount_amount
from invoices
left join known_instalments on invoices.invoice_id = known_instalments.invoice_id
where discount_until is not null and discount_amount > 0 and discount_amount < amount
    and known_instalments.invoice_id is null
