-- grain: order_id
-- kind: view
-- What each known order sells in all, from int_order_lines: sku and price are null where its lines have several.
select
    order_id, sku, qty, price, discount, gross_amount, net_amount, 1 as lines_count
from int_order_lines
where not is_line
union all
select
    order_id,
    if(min(sku) = max(sku) and count(sku) = count(*), min(sku), null) as sku,
    cast(sum(qty) as decimal(19, 4)) as qty,
    if(min(price) = max(price), min(price), null) as price,
    cast(sum(discount) as decimal(19, 4)) as discount,
    cast(sum(gross_amount) as decimal(19, 4)) as gross_amount,
    cast(sum(net_amount) as decimal(19, 4)) as net_amount,
    count(*) as lines_count
from int_order_lines
where is_line
group by order_id
