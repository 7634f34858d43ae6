<h1>{{data["flight"]}}</h1>
<p>Seat {{seat}}</p>
