-- grain: invoice_id
-- kind: table
-- Every invoice at the end of the as-of day with its customer, order and bands; amounts in its own currency. order_id: the only
-- known order that it bills, else as stated. net_amount: what orders are compared with, of int_invoice_orders. open_amount: that
-- of int_balances plus sent_back_amount. What belongs to the order (order_net_amount, order_refunded_amount) repeats: never
-- sum it here. Bands are those of the oldest part not settled, null where nothing is open; overdue_amount is part by part.
with int_sent_back as (
    select invoice_id, sum(sent_back_amount) as sent_back_amount
    from int_sent_back
    group by invoice_id
),

billed as (
    select
        int_invoice_orders.invoice_id,
        count(known_orders.order_id) as orders,
        max(known_orders.order_id) as any_order_id,
        if(min(known_orders.customer_id) = max(known_orders.customer_id), min(known_orders.customer_id), null)
            as only_customer_id,
        count_if(terms.is_cancelled(known_orders.status)) as cancelled_orders,
        sum(int_invoice_orders.net_amount) as net_amount,
        max(int_invoice_orders.is_net_known) as is_net_known
    from int_invoice_orders
    left join known_orders on int_invoice_orders.order_id = known_orders.order_id
    group by int_invoice_orders.invoice_id
),

int_balances as (
    select
        int_balances.invoice_id, if(billed.orders = 1, billed.any_order_id, order_id) as order_id,
        coalesce(customer_id, billed.only_customer_id) as customer_id, billed.orders > 0 as has_order,
        billed.orders > 0 and billed.cancelled_orders = billed.orders as is_order_cancelled,
        billed.net_amount, billed.is_net_known, currency, invoice_date, due_date, face_amount, invoiced_amount,
        charges_amount, amount, paid_amount, credited_amount, cash_discount_amount, written_off_amount,
        recovered_amount, open_amount, is_open,
        last_payment_date, payments_count, days_past_due, is_disputed, disputed_amount, is_void, is_reconstructed, is_in_parts,
        new_due_date, visible_from, stored_status, ledger_state, status_date, stored_amount_paid, stored_paid_date
    from int_balances
    inner join billed on int_balances.invoice_id = billed.invoice_id
),

refunded as (
    select order_id, sum(refund_amount) as refunded_amount
    from known_returns
    where order_id is not null
    group by order_id
),

invoices as (
    select
        int_balances.*,
        coalesce(int_balances.customer_id, known_orders.customer_id) as debtor_id,
        coalesce(int_sent_back.sent_back_amount, 0) as sent_back_amount,
        known_orders.status as order_status,
        known_orders.sales_rep_id,
        int_order_nets.net_amount as order_net_amount,
        coalesce(refunded.refunded_amount, 0) as refunded_amount,
        open_amount - if(is_in_parts and later_amount is not null, later_amount + greatest(charges_amount, 0), 0)
            as due_amount,
        if(open_amount <= 0, null, coalesce(terms.ageing_bucket(days_past_due, :ageing), terms.no_due_date())) as ageing_bucket,
        if(open_amount <= 0, null, coalesce(terms.ageing_detail(days_past_due, :ageing), terms.no_due_date())) as ageing_detail,
        terms.funnel_stage(is_open, coalesce(days_past_due, 0)) as funnel_stage
    from int_balances
    left join known_orders on int_balances.order_id = known_orders.order_id
    left join int_order_nets on int_balances.order_id = int_order_nets.order_id
    left join refunded on int_balances.order_id = refunded.order_id
    left join int_sent_back on int_balances.invoice_id = int_sent_back.invoice_id
    -- The newest part that is overdue: what is open is overdue but for what is due after it.
    left join int_instalments
        on int_balances.invoice_id = int_instalments.invoice_id
        and greatest(int_instalments.due_date, int_balances.new_due_date) < :as_of
        and (next_due_date is null or greatest(next_due_date, int_balances.new_due_date) >= :as_of)
)

select
    invoices.invoice_id,
    invoices.order_id,
    invoices.debtor_id as customer_id,
    known_customers.customer_name,
    coalesce(known_customers.region, 'Unknown') as region,
    coalesce(known_customers.segment, 'Unknown') as segment,
    known_customers.country,
    invoices.sales_rep_id,
    invoices.currency,
    invoices.invoice_date,
    invoices.due_date,
    invoices.face_amount,
    invoices.invoiced_amount,
    cast(invoices.net_amount as decimal(19, 4)) as net_amount,
    invoices.is_net_known,
    invoices.charges_amount,
    invoices.amount,
    invoices.paid_amount,
    invoices.credited_amount, invoices.cash_discount_amount,
    invoices.written_off_amount,
    invoices.recovered_amount,
    cast(invoices.sent_back_amount as decimal(19, 4)) as sent_back_amount,
    cast(invoices.open_amount + invoices.sent_back_amount as decimal(19, 4)) as open_amount,
    cast(greatest(invoices.open_amount, 0) as decimal(19, 4)) as outstanding_amount,
    cast(greatest(-invoices.open_amount - invoices.sent_back_amount, 0) as decimal(19, 4)) as overpaid_amount,
    invoices.last_payment_date,
    invoices.payments_count,
    invoices.days_past_due,
    invoices.is_open,
    invoices.is_open and coalesce(invoices.days_past_due > 0, false) as is_overdue,
    cast(if(is_open and coalesce(days_past_due > 0, false), due_amount, 0) as decimal(19, 4)) as overdue_amount,
    invoices.is_in_parts,
    invoices.new_due_date,
    invoices.is_disputed, cast(invoices.disputed_amount as decimal(19, 4)) as disputed_amount,
    invoices.is_void, invoices.is_reconstructed, invoices.has_order, invoices.order_status, invoices.is_order_cancelled,
    invoices.stored_status, invoices.ledger_state, invoices.status_date, invoices.stored_amount_paid, invoices.stored_paid_date,
    invoices.order_net_amount,
    cast(invoices.refunded_amount as decimal(19, 4)) as order_refunded_amount,
    invoices.ageing_bucket,
    terms.ageing_sort(ageing_bucket, :ageing) as ageing_sort,
    invoices.ageing_detail,
    invoices.funnel_stage,
    terms.funnel_sort(funnel_stage) as funnel_sort
from invoices
left join known_customers on invoices.debtor_id = known_customers.customer_id
