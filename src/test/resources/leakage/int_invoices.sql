with
paid as (
    select invoice_id, sum(amount) as paid_amount, max(payment_date) as last_payment_date, count(*) as payments_count
    from int_payments where is_success group by invoice_id
),
refunded as (select order_id, sum(refund_amount) as refunded from int_refunds group by order_id),
typed as (
    select
        text_invoices.invoice_id, text_invoices.order_id,
        coalesce(text_invoices.customer_id, text_orders.customer_id) as customer_id,
        text_customers.customer_name, coalesce(region, 'Unknown') as region, coalesce(segment, 'Unknown') as segment,
        country, sales_rep_id, text_invoices.currency,
        cast(invoice_date as date) as invoice_date, cast(due_date as date) as due_date,
        round(cast(amount as decimal(19, 4)), 2) as face_amount,
        coalesce(lower(text_invoices.status) = 'void', false) as is_void,
        coalesce(paid_amount, 0.00) as paid_amount, last_payment_date, coalesce(payments_count, 0) as payments_count,
        text_orders.order_id is not null as has_order, lower(text_orders.status) as order_status,
        coalesce(lower(text_orders.status) = 'cancelled', false) as is_order_cancelled,
        lower(text_invoices.status) as stored_status,
        round(cast(stored_amount_paid as decimal(19, 4)), 2) as stored_amount_paid,
        cast(stored_paid_date as date) as stored_paid_date, coalesce(refunded, 0.00) as order_refunded_amount
    from text_invoices
    left join text_orders on text_invoices.order_id = text_orders.order_id
    left join text_customers on coalesce(text_invoices.customer_id, text_orders.customer_id) = text_customers.customer_id
    left join paid on text_invoices.invoice_id = paid.invoice_id
    left join refunded on text_invoices.order_id = refunded.order_id
    where cast(invoice_date as date) <= :as_of
)
select
    *, if(is_void, 0.00, face_amount) as invoiced_amount, cast(0 as decimal(19, 4)) as charges_amount,
    if(is_void, 0.00, face_amount) as amount, if(is_void, 0.00, face_amount) - paid_amount as open_amount,
    greatest(if(is_void, 0.00, face_amount) - paid_amount, 0.00) as outstanding_amount,
    greatest(paid_amount - if(is_void, 0.00, face_amount), 0.00) as overpaid_amount,
    datediff(:as_of, due_date) as days_past_due,
    coalesce(if(is_void, 0.00, face_amount) - paid_amount > 0.01 and due_date < :as_of, false) as is_overdue
from typed
