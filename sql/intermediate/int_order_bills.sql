-- grain: order_id, currency
-- kind: view
-- What the invoices of each known order bill, collected and leave open, its part of each invoice; by currency of the invoices.
-- billed_amount is what orders compare with, without tax, gross_amount with it; void is 0, later charges are apart.
-- memo_amount: what credit memos took off billed_amount.
with parts as (
    select
        int_invoice_orders.order_id, int_invoices.currency, int_invoices.invoice_date, int_invoices.is_void,
        int_invoice_orders.net_amount, int_invoice_orders.gross_amount,
        if(int_invoices.face_amount < 0, -int_invoice_orders.net_amount, 0) as memo_amount,
        terms.part_of(int_invoices.paid_amount, from_weight, to_weight, whole_weight, int_invoices.currency) as paid_amount,
        terms.part_of(
            cast(int_invoices.open_amount - int_invoices.sent_back_amount as decimal(19, 4)),
            from_weight, to_weight, whole_weight, int_invoices.currency
        ) as balance_amount
    from int_invoice_orders
    inner join int_invoices on int_invoice_orders.invoice_id = int_invoices.invoice_id
    where int_invoice_orders.order_id is not null
)

select
    order_id,
    currency,
    sum(net_amount) as billed_amount,
    sum(gross_amount) as gross_amount,
    sum(memo_amount) as memo_amount,
    sum(paid_amount) as paid_amount,
    sum(balance_amount) as balance_amount,
    sum(greatest(-balance_amount, 0)) as overpaid_amount,
    count_if(not is_void) as invoices_count,
    min(invoice_date) filter (where not is_void) as first_invoice_date
from parts
group by order_id, currency
