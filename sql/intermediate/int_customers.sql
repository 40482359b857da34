-- grain: currency, customer_id
-- kind: view
-- What each customer was billed, paid, owes and got back, per currency. Rows without a customer are together: Unknown.
-- judged_invoices: settled or overdue, with a due date, no credit memo and not merely credited; late: overdue, written off,
-- or last paid after the due date; in parts, if any part was paid after its due date.
with late_parts as (
    select invoice_id
    from int_paid_parts
    where payment_date > due_date
    group by invoice_id
),

moves as (
    select
        currency, coalesce(customer_id, 'Unknown') as customer_id, amount as invoiced, paid_amount as paid,
        outstanding_amount as outstanding, overdue_amount as overdue, overpaid_amount as overpaid, 0 as refunded,
        not is_void as is_invoice, is_open, is_overdue,
        not is_void and amount > terms.minor_units(:tolerance, currency) and due_date is not null and (is_overdue or not is_open)
            and (is_open or paid_amount > 0 or credited_amount <= 0) as is_judged,
        is_overdue or written_off_amount > 0 or coalesce(last_payment_date > due_date, false)
            or late_parts.invoice_id is not null as is_late
    from int_invoices
    left join late_parts on int_invoices.invoice_id = late_parts.invoice_id
    union all
    select
        currency, coalesce(customer_id, 'Unknown'), 0, 0, 0, 0, 0, refund_amount, false, false, false, false, false
    from int_refunds
),

customers as (
    select
        currency,
        customer_id,
        count_if(is_invoice) as invoices,
        count_if(is_open) as open_invoices,
        count_if(is_judged) as judged_invoices,
        count_if(is_judged and is_late) as late_invoices,
        cast(sum(invoiced) as decimal(19, 4)) as invoiced_amount,
        cast(sum(paid) as decimal(19, 4)) as paid_amount,
        cast(sum(outstanding) as decimal(19, 4)) as outstanding_amount,
        cast(sum(overdue) as decimal(19, 4)) as overdue_amount,
        cast(sum(overpaid) as decimal(19, 4)) as overpaid_amount,
        cast(sum(refunded) as decimal(19, 4)) as refund_amount
    from moves
    group by currency, customer_id
)

select * from customers
